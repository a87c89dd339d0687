import type { VerificationProblem } from '../../providers/provider';

/** Why a body was not taken, before anything in it was verified. */
export class BodyError extends Error {
  readonly code = 'body';

  /** @param status what the sender is answered */
  constructor(
    readonly status: 400 | 408 | 413 | 415,
    readonly problem: VerificationProblem,
  ) {
    super(problem.code);
    this.name = 'BodyError';
  }
}

/** 413: larger than a source takes. */
export function tooLarge(limit: number): BodyError {
  return new BodyError(413, { code: 'body-too-large', values: { limit } });
}

/**
 * 413: packed tighter than honest data can be.
 *
 * @param limit what may be unpacked at any ratio, in bytes
 */
export function packedTooTightly(ratio: number, limit: number): BodyError {
  return new BodyError(413, { code: 'body-ratio', values: { ratio, limit } });
}
