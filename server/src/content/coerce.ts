import { storableJson } from '../storable-json';
import type { MappableAttribute } from './content-model';

/** Numbers of seconds since 1970 stay below this until the year 5138; milliseconds have been above it since 1973. */
const FIRST_MILLISECOND = 1e11;

/** A moment that is written as seconds or milliseconds since 1970, in milliseconds. */
export const inMilliseconds = (moment: number): number =>
  moment * (Math.abs(moment) < FIRST_MILLISECOND ? 1000 : 1);

/*
 * What a column holds on every database. SQLite takes more, but another one would refuse the entry at each try, and the
 * event would fail for a reason that no editor can read.
 */
const LONGEST_STRING = 255;
const SMALLEST_INTEGER = -(2 ** 31);
const LARGEST_INTEGER = 2 ** 31 - 1;
const LARGEST_BIGINTEGER = 2n ** 63n - 1n;
/** Ten digits, two of them behind the point. */
const DECIMAL_BOUND = 99_999_999.995;
const FIRST_MOMENT = Date.UTC(1000, 0, 1);
const LAST_MOMENT = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?$/;
/** A NUL or half of a surrogate pair, as JSON spells it: what is left of them stands in the names of fields. */
const UNSTORABLE_NAME = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f]..)/;

const TEXTS = new Set(['string', 'text', 'richtext', 'email', 'uid']);

/**
 * A value of a payload as a field of this type holds it: senders write numbers as texts and moments as seconds.
 *
 * @returns undefined for what the field cannot hold
 */
export function coerce({ type, enum: options }: MappableAttribute, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (type === 'json') return jsonOf(value);
  if (typeof value === 'object') return undefined;
  // Many services say "none" so; of a text it is a value like any other.
  if (value === '' && !TEXTS.has(type) && !options?.includes('')) return null;
  switch (type) {
    case 'enumeration':
      return options?.includes(textOf(value)) ? textOf(value) : undefined;
    case 'integer':
      return integerOf(value);
    case 'biginteger':
      return bigIntegerOf(value);
    case 'float':
      return numberOf(value);
    case 'decimal':
      return decimalOf(value);
    case 'boolean':
      return booleanOf(value);
    case 'date':
      return momentOf(value)?.slice(0, 10);
    case 'datetime':
    case 'timestamp':
      return momentOf(value);
    case 'time':
      return timeOf(value);
    case 'text':
    case 'richtext':
      return textOf(value);
    default:
      return stringOf(value);
  }
}

/** Without the characters that not every database stores: a sender that cuts a text may halve its last one. */
const textOf = (value: unknown): string => String(JSON.parse(storableJson(String(value))));

function stringOf(value: unknown): string | undefined {
  const text = textOf(value);
  return [...text].length <= LONGEST_STRING ? text : undefined;
}

function jsonOf(value: unknown): unknown {
  try {
    const text = storableJson(value);
    return UNSTORABLE_NAME.test(text) ? undefined : JSON.parse(text);
  } catch (error) {
    // Deeper than the stack.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'boolean' || textOf(value).trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

function integerOf(value: unknown): number | undefined {
  const number = numberOf(value);
  const isHeld =
    Number.isInteger(number) &&
    Number(number) >= SMALLEST_INTEGER &&
    Number(number) <= LARGEST_INTEGER;
  return isHeld ? number : undefined;
}

/** Strapi hands these out as texts, since they may be larger than a number can tell. */
function bigIntegerOf(value: unknown): string | undefined {
  const text = textOf(value).trim();
  if (!/^-?\d{1,19}$/.test(text)) return undefined;
  const number = BigInt(text);
  return number >= -LARGEST_BIGINTEGER && number <= LARGEST_BIGINTEGER ? String(number) : undefined;
}

function decimalOf(value: unknown): number | undefined {
  const number = numberOf(value);
  return Math.abs(number ?? NaN) < DECIMAL_BOUND ? number : undefined;
}

function timeOf(value: unknown): string | undefined {
  const text = textOf(value).trim();
  if (!TIME.test(text)) return undefined;
  // In one form, since databases give it back with or without a fraction and are compared with what comes.
  const [clock = '', fraction = ''] = text.split('.');
  return `${clock.length === 5 ? `${clock}:00` : clock}.${fraction.padEnd(3, '0')}`;
}

function booleanOf(value: unknown): boolean | undefined {
  if (['true', '1'].includes(textOf(value).toLowerCase())) return true;
  return ['false', '0'].includes(textOf(value).toLowerCase()) ? false : undefined;
}

/** ISO 8601. */
function momentOf(value: unknown): string | undefined {
  if (typeof value === 'boolean') return undefined;
  const isNumber = /^-?\d+(\.\d+)?$/.test(textOf(value));
  const time = isNumber ? inMilliseconds(Number(value)) : Date.parse(textOf(value));
  return time >= FIRST_MOMENT && time <= LAST_MOMENT ? new Date(time).toISOString() : undefined;
}
