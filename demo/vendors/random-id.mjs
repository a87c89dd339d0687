import { randomInt } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';

const randomText = (alphabet, length) =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');

/** `evt_1Q8zT…`: a prefix and letters and digits behind it, as many vendors name things. */
export const randomId = (prefix, length) => prefix + randomText(LETTERS + DIGITS, length);

/** `SM5f2c…`: the same with hexadecimal digits. */
export const randomHexId = (prefix, length) => prefix + randomText('0123456789abcdef', length);

/** A number of so many digits. */
export const randomNumber = (length) => Number(`1${randomText(DIGITS, length - 1)}`);
