/** Room for this many of the largest bodies, and for no less than this many bytes. */
const LARGEST_BODIES = 32;
const LEAST_BYTES = 128 * 1024 * 1024;

/** For the log. */
export const TOO_MUCH_IN_HAND = 'more bodies are being read than there is room for';

/** The bytes of one request's body, until it is answered. */
export interface BodyInHand {
  /** Returns false, and adds nothing, where all bodies together would be too much; the sender is to come again. */
  add(bytes: number): boolean;
  release(): void;
}

/**
 * Bounds the bytes of all bodies that are held at once: each has its own limit, but a thousand senders of large ones would
 * still fill the memory.
 *
 * @param payloadLimit the largest single body, in bytes
 */
export function createBodiesInHand(payloadLimit: number) {
  const limit = Math.max(LEAST_BYTES, payloadLimit * LARGEST_BODIES);
  let held = 0;

  return {
    open(): BodyInHand {
      let own = 0;
      return {
        add(bytes) {
          if (held + bytes > limit) return false;
          held += bytes;
          own += bytes;
          return true;
        },
        release() {
          held -= own;
          own = 0;
        },
      };
    },
  };
}

export type BodiesInHand = ReturnType<typeof createBodiesInHand>;
