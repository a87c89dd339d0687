import { createPublicKey, createSecretKey, type KeyObject, verify } from 'node:crypto';

import { identifier } from './event-fields';
import { malformedHeader, matchedHeader, requiredHeader } from './headers';
import { fieldAt } from './payload';
import { defineProvider, type WebhookRequest } from './provider';
import { decodeBase64, hmac, isSame, matchedSecret } from './signature';
import { currentTimestamp, momentOf } from './timestamp';
import { type Checked, verificationSteps } from './verification';

const PUBLIC_PREFIX = 'whpk_';
const PUBLIC_KEY_BYTES = 32;
/** Printable ASCII without a dot, which separates the parts of the signed content. */
const MESSAGE_ID = /^([\x21-\x2d\x2f-\x7e]{1,256})$/;
/** Checking an ed25519 signature takes some 100 µs, and a header has room for hundreds of them. */
const MAX_SIGNATURES = 20;

interface Signature {
  version: 'v1' | 'v1a';
  text: string;
}

/**
 * Whoever signs by Standard Webhooks, Svix and its customers among them, under `webhook-…` or `svix-…` headers. A `whsec_`
 * secret, or bare base64, verifies HMAC-SHA256 (`v1`), a `whpk_` public key ed25519 (`v1a`). Signatures of other versions
 * are passed over.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const standardWebhooks = defineProvider({
  id: 'standard-webhooks',
  name: 'Standard Webhooks',
  webhook: {
    verify: (request, { secrets, now }) =>
      verificationSteps((takeStep) => {
        const prefix = prefixOf(request);
        const idHeader = takeStep('header', requiredHeader(request, `${prefix}id`));
        const timestamp = takeStep('header', requiredHeader(request, `${prefix}timestamp`));
        const list = takeStep('header', requiredHeader(request, `${prefix}signature`));
        const id = takeStep('format', matchedHeader(`${prefix}id`, idHeader, MESSAGE_ID));
        const signatures = takeStep('format', parseSignatures(`${prefix}signature`, list));
        takeStep('timestamp', currentTimestamp(timestamp, now));
        const content = [`${id}.${timestamp}.`, request.body] as const;
        takeStep(
          'signature',
          matchedSecret(
            secrets.filter((secret) => keyOf(secret)),
            (secret) => isSigned(signatures, secret, content),
          ),
        );
      }),
    eventId: (_payload, request) => identifier(request.headers.get(`${prefixOf(request)}id`)?.[0]),
    eventType: (payload) => identifier(fieldAt(payload, ['type'])),
    occurredAt: (payload) => momentOf(fieldAt(payload, ['timestamp'])),
    secretProblem: (secret) =>
      keyOf(secret)
        ? null
        : 'Enter the whole signing secret (whsec_…) or the public key (whpk_…) of the endpoint.',
  },
});

/** One family for all three headers, so that what is checked is what is read. */
function prefixOf(request: WebhookRequest): string {
  return request.headers.has('svix-id') ? 'svix-' : 'webhook-';
}

/** `v1,<base64> v1a,<base64>`, of which at least one has a known version and something to compare. */
function parseSignatures(header: string, list: string): Checked<Signature[]> {
  const signatures = list.split(' ').flatMap((entry): Signature[] => {
    const [, version, text] = /^(v1|v1a),(.+)$/.exec(entry) ?? [];
    return text && (version === 'v1' || version === 'v1a') ? [{ version, text }] : [];
  });
  const isReadable = signatures.length > 0 && signatures.length <= MAX_SIGNATURES;
  return isReadable ? { value: signatures } : malformedHeader(header);
}

function isSigned(
  signatures: readonly Signature[],
  secret: string,
  content: readonly [string, Buffer],
): boolean {
  const key = keyOf(secret);
  if (!key) return false;
  if (key.type === 'secret') {
    const expected = hmac({ algorithm: 'sha256', key, content, encoding: 'base64' });
    return signatures
      .map(({ version, text }) => version === 'v1' && isSame(text, expected))
      .includes(true);
  }
  const [start, body] = content;
  const bytes = Buffer.concat([Buffer.from(start), body]);
  return signatures.some(({ version, text }) => {
    const signature = version === 'v1a' ? decodeBase64(text) : null;
    return signature !== null && verify(null, bytes, key, signature);
  });
}

/** Null for a text that is no key to verify with; a private `whsk_` key is none, and has no business here. */
function keyOf(secret: string): KeyObject | null {
  if (!secret.startsWith(PUBLIC_PREFIX)) {
    const bytes = decodeBase64(secret.replace(/^whsec_/, ''));
    return bytes && createSecretKey(bytes);
  }
  const bytes = decodeBase64(secret.slice(PUBLIC_PREFIX.length));
  if (bytes?.length !== PUBLIC_KEY_BYTES) return null;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') };
  return createPublicKey({ key: jwk, format: 'jwk' });
}
