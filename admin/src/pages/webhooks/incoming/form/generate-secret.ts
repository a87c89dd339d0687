const BYTES = 32;

/** A new secret that nobody can guess, of letters and digits only, so that every service accepts it. */
export const generateSecret = (): string =>
  [...crypto.getRandomValues(new Uint8Array(BYTES))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
