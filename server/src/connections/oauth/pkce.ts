import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as 43 characters of base64url: a state, a verifier, a ticket. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token that somebody else brings back. */
export function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** The challenge of a verifier by S256 (RFC 7636, 4.2). */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
