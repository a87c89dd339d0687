import { z } from 'zod';

import { storableText } from '../../input-parts';
import { LONGEST_EXPRESSION, missingFunctionIn } from '../expressions/limits';
import { isRichType, richText, type RichTextFormat, type RichType } from '../rich-text/rich-text';

/** What a value becomes on its way between a record and an entry. Without one, it is fitted to the type of the field. */
export type Transform =
  /** An amount in the smallest unit of its currency, and a decimal here: 1999 and 19.99. */
  | { kind: 'money'; fractionDigits: number }
  /** Words of the service and words of the site's own, pair by pair. */
  | { kind: 'lookup'; pairs: [string, string][] }
  /** A moment, which the service writes as seconds or milliseconds since 1970. */
  | { kind: 'time'; format: 'epoch-seconds' | 'epoch-ms' }
  /** A list there, and a text here with what stands between its items. */
  | { kind: 'join'; separator: string }
  /** Lower case letters, digits and hyphens, as an address wants them. It cannot be undone. */
  | { kind: 'slug' }
  /** The first so many characters, without spaces around them. It cannot be undone. */
  | { kind: 'trim'; length: number }
  /** A text with marks, which the service writes so, and what Strapi's editors make of such texts. */
  | { kind: 'rich-text'; format: RichTextFormat }
  /** What JSONata makes of it, where the site's configuration allows that. It cannot be undone. */
  | { kind: 'expression'; expression: string };

/** One that is done here; an expression is evaluated beforehand, elsewhere. */
export type PlainTransform = Exclude<Transform, { kind: 'expression' }>;

const expression = storableText
  .trim()
  .min(1, 'Enter an expression.')
  .max(LONGEST_EXPRESSION, `An expression has at most ${LONGEST_EXPRESSION} characters.`)
  .superRefine((text, context) => {
    const missing = missingFunctionIn(text);
    if (missing === null) return;
    context.addIssue({ code: 'custom', message: `${missing} cannot be used in an expression.` });
  });

export const transformSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('money'), fractionDigits: z.number().int().min(0).max(4) }),
  z.strictObject({
    kind: z.literal('lookup'),
    pairs: z
      .array(z.tuple([z.string().max(255), z.string().max(255)]))
      .min(1)
      .max(500)
      .refine((pairs) => [0, 1].every((side) => areDistinct(pairs, side)), {
        error: 'A word stands in two pairs, so that it would not be clear which one is meant.',
      }),
  }),
  z.strictObject({ kind: z.literal('time'), format: z.enum(['epoch-seconds', 'epoch-ms']) }),
  z.strictObject({ kind: z.literal('join'), separator: z.string().min(1).max(10) }),
  z.strictObject({ kind: z.literal('slug') }),
  z.strictObject({ kind: z.literal('trim'), length: z.number().int().min(1).max(100_000) }),
  z.strictObject({ kind: z.literal('rich-text'), format: z.enum(['html', 'markdown']) }),
  z.strictObject({ kind: z.literal('expression'), expression }),
]) satisfies z.ZodType<Transform>;

function areDistinct(pairs: readonly (readonly string[])[], side: number): boolean {
  return new Set(pairs.map((pair) => pair[side])).size === pairs.length;
}

/** A value that a transform can make nothing of; the message goes on after "…, which". */
export class TransformError extends Error {
  readonly code = 'transform';
}

/** Whether what comes in can be sent out again. */
export function isReversible(transform: Transform | undefined): boolean {
  return transform === undefined || !ONE_WAY.includes(transform.kind);
}

const ONE_WAY: readonly Transform['kind'][] = ['slug', 'trim', 'expression'];

/**
 * A value of a record as the site has it. Nothing stays nothing.
 *
 * @param type Strapi's, of the field that it goes to; only texts with marks go by it
 * @throws {TransformError}
 */
export function readValue(
  transform: PlainTransform | undefined,
  value: unknown,
  type = '',
): unknown {
  if (!transform || value === null || value === undefined) return value;
  switch (transform.kind) {
    case 'money':
      return Number(
        (numberOf(value) / 10 ** transform.fractionDigits).toFixed(transform.fractionDigits),
      );
    case 'lookup':
      return lookUp(transform.pairs, value);
    case 'time':
      return momentOf(numberOf(value) * (transform.format === 'epoch-ms' ? 1 : 1000));
    case 'join':
      return join(value, transform.separator);
    case 'slug':
      return slugOf(textOf(value));
    case 'trim':
      return [...textOf(value).trim()].slice(0, transform.length).join('').trim();
    case 'rich-text':
      return richText().read(transform.format, richTypeOf(type), textOf(value));
  }
}

/**
 * A value of the site as the service has it: undoes `readValue`.
 *
 * @throws {TransformError}
 */
export function writeValue(transform: Transform | undefined, value: unknown, type = ''): unknown {
  if (!transform || value === null || value === undefined) return value;
  switch (transform.kind) {
    case 'money':
      return Math.round(numberOf(value) * 10 ** transform.fractionDigits);
    case 'lookup':
      return lookUp(
        transform.pairs.map(([there, here]) => [here, there]),
        value,
      );
    case 'time': {
      const ms = Date.parse(textOf(value));
      if (Number.isNaN(ms)) throw new TransformError('is no moment');
      return transform.format === 'epoch-ms' ? ms : Math.floor(ms / 1000);
    }
    case 'join':
      return textOf(value) === '' ? [] : textOf(value).split(transform.separator);
    case 'rich-text':
      return richText().write(transform.format, richTypeOf(type), value);
    case 'slug':
    case 'trim':
    case 'expression':
      throw new TransformError('cannot be turned back into what the service had');
  }
}

function richTypeOf(type: string): RichType {
  if (isRichType(type)) return type;
  throw new TransformError('goes to a field without marks');
}

function numberOf(value: unknown): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw new TransformError('is no number');
}

function momentOf(ms: number): string {
  const moment = new Date(ms);
  if (Number.isNaN(moment.getTime())) throw new TransformError('is no moment');
  return moment.toISOString();
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TransformError('is no text');
}

function lookUp(pairs: readonly (readonly [string, string])[], value: unknown): string {
  const text = textOf(value);
  const pair = pairs.find(([from]) => from === text);
  if (pair) return pair[1];
  throw new TransformError('has no counterpart in the list of words');
}

function join(value: unknown, separator: string): string {
  if (!Array.isArray(value)) throw new TransformError('is no list');
  const items = value.map(textOf);
  // It could not be taken apart again.
  if (items.some((item) => item.includes(separator))) {
    throw new TransformError(`has an item with "${separator}" in it`);
  }
  return items.join(separator);
}

/** Letters without their marks; what is neither letter nor digit becomes a hyphen. */
function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
