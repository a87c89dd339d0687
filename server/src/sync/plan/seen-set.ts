const FIRST_BYTES = 1024;

/**
 * Which of many ids were seen, at a bit an id: a set of a million would take 40 MB.
 *
 * @param from the lowest id that there is
 */
export function createSeenSet(from: number) {
  let bits = new Uint8Array(FIRST_BYTES);
  let count = 0;

  return {
    get count(): number {
      return count;
    },

    /** Returns whether it is new. Ids are whole numbers. */
    add(id: number): boolean {
      const place = id - from;
      const byte = Math.floor(place / 8);
      if (byte >= bits.length) {
        const grown = new Uint8Array(Math.max(byte + 1, bits.length * 2));
        grown.set(bits);
        bits = grown;
      }
      const mask = 1 << (place % 8);
      const old = bits[byte] ?? 0;
      if ((old & mask) !== 0) return false;
      bits[byte] = old | mask;
      count += 1;
      return true;
    },

    has(id: number): boolean {
      const place = id - from;
      return ((bits[Math.floor(place / 8)] ?? 0) & (1 << (place % 8))) !== 0;
    },
  };
}

export type SeenSet = ReturnType<typeof createSeenSet>;
