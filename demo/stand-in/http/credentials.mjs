import { createHash, timingSafeEqual } from 'node:crypto';

/** The token of `Authorization: Bearer …` (or of another scheme), or null. */
export function tokenOf(request, schemes = ['bearer']) {
  const [, scheme, token] = /^(\S+) +(\S+)$/.exec(request.headers.authorization ?? '') ?? [];
  return scheme && schemes.includes(scheme.toLowerCase()) ? token : null;
}

/** User name and password of `Authorization: Basic …`, or null. */
export function basicOf(request) {
  const encoded = tokenOf(request, ['basic']);
  if (encoded === null) return null;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon < 0 ? null : { user: pair.slice(0, colon), password: pair.slice(colon + 1) };
}

const digest = (value) => createHash('sha256').update(value).digest();

/** Compares without telling by its time how much is right. */
export const isSameSecret = (given, expected) => timingSafeEqual(digest(given), digest(expected));
