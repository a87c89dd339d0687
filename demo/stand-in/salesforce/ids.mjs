const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/**
 * An id of 18 characters: 15 and a suffix that says which of them are capitals, so that it survives a program that does
 * not tell them apart.
 */
export function salesforceId(prefix, number) {
  const short = `${prefix}Hp${String(number).padStart(10, '0')}`;
  return short + suffixOf(short);
}

/** The 18 characters of an id that has 15 or 18. */
export const longId = (id) => (id.length === 15 ? id + suffixOf(id) : id);

function suffixOf(short) {
  return [0, 5, 10]
    .map((start) => {
      const bits = [...short.slice(start, start + 5)].map((character) => /[A-Z]/.test(character));
      return ALPHABET[
        bits.reduce((sum, isCapital, index) => sum + (isCapital ? 2 ** index : 0), 0)
      ];
    })
    .join('');
}
