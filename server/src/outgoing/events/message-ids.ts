import { randomBytes } from 'node:crypto';

/** A `webhook-id`: 128 random bits, without the "." that separates the parts of signed content. */
export function newMessageUid(): string {
  return `msg_${randomBytes(16).toString('base64url')}`;
}
