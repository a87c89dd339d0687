import { ApiError } from './api-error';

/** A body as it is sent, and what it is. */
export interface EncodedBody {
  body: string | Buffer | null;
  contentType: string | null;
}

/**
 * Writes a body. Strings and Buffers go as they are, with the content type that the caller names.
 *
 * @throws {ApiError} `invalid-request` for what cannot be written
 */
export function encodeBody(value: unknown, encoding: 'json' | 'form'): EncodedBody {
  if (value === undefined || value === null) return { body: null, contentType: null };
  if (typeof value === 'string' || Buffer.isBuffer(value))
    return { body: value, contentType: null };
  if (encoding === 'form') {
    return { body: encodeForm(value), contentType: 'application/x-www-form-urlencoded' };
  }
  return { body: encodeJson(value), contentType: 'application/json' };
}

function encodeJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    throw new ApiError({
      code: 'invalid-request',
      message: `The body cannot be written as JSON: ${String(error)}`,
    });
  }
}

/** Deeper than any service reads, and a stop for values that contain themselves. */
const MAX_DEPTH = 20;

/**
 * `a[b][0]=c`, as Stripe and others read nested values in forms. `undefined` is left out, `null` and an empty list become
 * an empty text, which clears the field.
 */
export function encodeForm(value: unknown): string {
  const pairs: string[] = [];
  const add = (name: string, item: unknown, depth: number): void => {
    if (item === undefined) return;
    if (depth > MAX_DEPTH) {
      throw new ApiError({
        code: 'invalid-request',
        message: `The form is nested deeper than ${MAX_DEPTH} levels.`,
      });
    }
    const isNested = typeof item === 'object' && item !== null && !(item instanceof Date);
    const entries = isNested ? Object.entries(item) : [];
    if (!isNested || (Array.isArray(item) && item.length === 0)) {
      pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(textOf(item))}`);
      return;
    }
    for (const [key, nested] of entries) add(`${name}[${key}]`, nested, depth + 1);
  };
  for (const [name, item] of Object.entries(value as object)) add(name, item, 1);
  return pairs.join('&');
}

function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (value === null || Array.isArray(value)) return '';
  // Numbers and truth values: JSON writes them as they are.
  return typeof value === 'string' ? value : JSON.stringify(value);
}
