import type { Transform } from '../../../api/sync-contracts';
import type { TextKey } from '../../../hooks/use-text';

export const TRANSFORM_KINDS = [
  'none',
  'money',
  'lookup',
  'time',
  'join',
  'slug',
  'trim',
  'rich-text',
  'expression',
] as const satisfies readonly ('none' | Transform['kind'])[];
export type TransformKind = (typeof TRANSFORM_KINDS)[number];

export const TIME_FORMATS = ['epoch-seconds', 'epoch-ms'] as const;

export const RICH_TEXT_FORMATS = ['html', 'markdown'] as const;

/** A word of the service, and the one of the site that stands for it. */
export interface WordPair {
  there: string;
  here: string;
}

/** What a value becomes on its way, as it is edited. What its kind does not need is kept. */
export interface TransformForm {
  kind: TransformKind;
  fractionDigits: number | null;
  pairs: WordPair[];
  format: (typeof TIME_FORMATS)[number];
  separator: string;
  length: number | null;
  richText: (typeof RICH_TEXT_FORMATS)[number];
  expression: string;
}

/** Characters of an expression. */
const LONGEST_EXPRESSION = 2_000;

export const NO_TRANSFORM: TransformForm = {
  kind: 'none',
  fractionDigits: 2,
  pairs: [{ there: '', here: '' }],
  format: 'epoch-seconds',
  separator: ', ',
  length: 100,
  richText: 'html',
  expression: '',
};

/** A stored transform, ready to be edited. */
export const toTransformForm = (transform: Transform | undefined): TransformForm => {
  if (!transform) return NO_TRANSFORM;
  if (transform.kind === 'rich-text')
    return { ...NO_TRANSFORM, kind: 'rich-text', richText: transform.format };
  if (transform.kind !== 'lookup') return { ...NO_TRANSFORM, ...transform };
  const pairs = transform.pairs.map(([there, here]) => ({ there, here }));
  return { ...NO_TRANSFORM, kind: 'lookup', pairs };
};

/** What is stored; undefined for none. */
export const toTransform = (form: TransformForm): Transform | undefined => {
  switch (form.kind) {
    case 'none':
      return undefined;
    case 'money':
      return { kind: 'money', fractionDigits: form.fractionDigits ?? 0 };
    case 'lookup':
      return { kind: 'lookup', pairs: form.pairs.map(({ there, here }) => [there, here]) };
    case 'time':
      return { kind: 'time', format: form.format };
    case 'join':
      return { kind: 'join', separator: form.separator };
    case 'slug':
      return { kind: 'slug' };
    case 'trim':
      return { kind: 'trim', length: form.length ?? 0 };
    case 'rich-text':
      return { kind: 'rich-text', format: form.richText };
    case 'expression':
      return { kind: 'expression', expression: form.expression.trim() };
  }
};

/** Whether what comes in can be sent out again. */
export const isReversible = (kind: TransformKind): boolean =>
  kind !== 'slug' && kind !== 'trim' && kind !== 'expression';

const isWithin = (number: number | null, least: number, most: number): boolean =>
  number !== null && Number.isInteger(number) && number >= least && number <= most;

const isTwice = (words: string[]): boolean => new Set(words).size < words.length;

/** Whether it can be read, only the server tells. */
const expressionProblem = (expression: string): TextKey | null => {
  if (expression === '') return 'sync.transform.expression-required';
  return expression.length > LONGEST_EXPRESSION ? 'sync.transform.expression-long' : null;
};

/** What keeps a transform from being stored; null when nothing does. */
export const transformProblem = (form: TransformForm): TextKey | null => {
  switch (form.kind) {
    case 'money':
      return isWithin(form.fractionDigits, 0, 4) ? null : 'sync.transform.money-invalid';
    case 'lookup':
      if (form.pairs.length === 0) return 'sync.transform.lookup-required';
      return isTwice(form.pairs.map(({ there }) => there)) ||
        isTwice(form.pairs.map(({ here }) => here))
        ? 'sync.transform.lookup-twice'
        : null;
    case 'join':
      return form.separator === '' ? 'sync.transform.join-required' : null;
    case 'trim':
      return isWithin(form.length, 1, 100_000) ? null : 'sync.transform.trim-invalid';
    case 'expression':
      return expressionProblem(form.expression.trim());
    case 'none':
    case 'time':
    case 'slug':
    case 'rich-text':
      return null;
  }
};
