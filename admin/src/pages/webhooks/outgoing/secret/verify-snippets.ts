import type { SignatureHeaders, SignatureKind } from '../../../../api/outgoing-contracts';

export const SNIPPET_LANGUAGES = ['node', 'python', 'php', 'go'] as const;
export type SnippetLanguage = (typeof SNIPPET_LANGUAGES)[number];

const NODE = {
  v1: `import { createHmac, timingSafeEqual } from 'node:crypto';

export function verify(secret, headers, body) {
  const id = headers['PREFIX-id'];
  const timestamp = headers['PREFIX-timestamp'];
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300)) return false;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const expected = createHmac('sha256', key).update(\`\${id}.\${timestamp}.\`).update(body).digest();
  return (headers['PREFIX-signature'] ?? '').split(' ').some((entry) => {
    const [version, signature = ''] = entry.split(',');
    const given = Buffer.from(signature, 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
}`,
  v1a: `import { createPublicKey, verify as verifyBytes } from 'node:crypto';

export function verify(publicKey, headers, body) {
  const id = headers['PREFIX-id'];
  const timestamp = headers['PREFIX-timestamp'];
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300)) return false;
  const x = Buffer.from(publicKey.replace('whpk_', ''), 'base64').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const signed = Buffer.concat([Buffer.from(\`\${id}.\${timestamp}.\`), body]);
  return (headers['PREFIX-signature'] ?? '').split(' ').some((entry) => {
    const [version, signature = ''] = entry.split(',');
    return version === 'v1a' && verifyBytes(null, signed, key, Buffer.from(signature, 'base64'));
  });
}`,
};

const PYTHON = {
  v1: `import base64, hashlib, hmac, time

def verify(secret, headers, body):
    message_id = headers.get("PREFIX-id", "")
    timestamp = headers.get("PREFIX-timestamp", "")
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > 300:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{message_id}.{timestamp}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    given = headers.get("PREFIX-signature", "").split(" ")
    return any(hmac.compare_digest(expected.encode(), entry.encode()) for entry in given)`,
  v1a: `import base64, time
from nacl.exceptions import BadSignatureError  # pip install pynacl
from nacl.signing import VerifyKey

def verify(public_key, headers, body):
    message_id = headers.get("PREFIX-id", "")
    timestamp = headers.get("PREFIX-timestamp", "")
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > 300:
        return False
    key = VerifyKey(base64.b64decode(public_key.removeprefix("whpk_")))
    signed = f"{message_id}.{timestamp}.".encode() + body
    for entry in headers.get("PREFIX-signature", "").split(" "):
        version, _, signature = entry.partition(",")
        try:
            if version == "v1a" and key.verify(signed, base64.b64decode(signature)):
                return True
        except (BadSignatureError, ValueError):
            pass
    return False`,
};

const PHP = {
  v1: `function verify(string $secret, array $headers, string $body): bool
{
    $id = $headers['PREFIX-id'] ?? '';
    $timestamp = $headers['PREFIX-timestamp'] ?? '';
    if (!ctype_digit($timestamp) || abs(time() - (int) $timestamp) > 300) {
        return false;
    }
    $key = base64_decode(str_replace('whsec_', '', $secret));
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
    foreach (explode(' ', $headers['PREFIX-signature'] ?? '') as $entry) {
        if (hash_equals($expected, $entry)) {
            return true;
        }
    }
    return false;
}`,
  v1a: `function verify(string $publicKey, array $headers, string $body): bool
{
    $id = $headers['PREFIX-id'] ?? '';
    $timestamp = $headers['PREFIX-timestamp'] ?? '';
    if (!ctype_digit($timestamp) || abs(time() - (int) $timestamp) > 300) {
        return false;
    }
    $key = base64_decode(str_replace('whpk_', '', $publicKey));
    foreach (explode(' ', $headers['PREFIX-signature'] ?? '') as $entry) {
        [$version, $signature] = explode(',', $entry, 2) + ['', ''];
        $bytes = base64_decode($signature);
        if ($version === 'v1a' && strlen($bytes) === SODIUM_CRYPTO_SIGN_BYTES
            && sodium_crypto_sign_verify_detached($bytes, "$id.$timestamp.$body", $key)) {
            return true;
        }
    }
    return false;
}`,
};

const GO = {
  v1: `package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"time"
)

func Verify(secret string, header http.Header, body []byte) bool {
	id, timestamp := header.Get("PREFIX-id"), header.Get("PREFIX-timestamp")
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || time.Since(time.Unix(seconds, 0)).Abs() > 5*time.Minute {
		return false
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil {
		return false
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id + "." + timestamp + "."))
	mac.Write(body)
	expected := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	for _, entry := range strings.Fields(header.Get("PREFIX-signature")) {
		if hmac.Equal([]byte(expected), []byte(entry)) {
			return true
		}
	}
	return false
}`,
  v1a: `package webhook

import (
	"crypto/ed25519"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"time"
)

func Verify(publicKey string, header http.Header, body []byte) bool {
	id, timestamp := header.Get("PREFIX-id"), header.Get("PREFIX-timestamp")
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || time.Since(time.Unix(seconds, 0)).Abs() > 5*time.Minute {
		return false
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(publicKey, "whpk_"))
	if err != nil || len(key) != ed25519.PublicKeySize {
		return false
	}
	signed := append([]byte(id+"."+timestamp+"."), body...)
	for _, entry := range strings.Fields(header.Get("PREFIX-signature")) {
		version, encoded, _ := strings.Cut(entry, ",")
		signature, err := base64.StdEncoding.DecodeString(encoded)
		if version == "v1a" && err == nil && ed25519.Verify(key, signed, signature) {
			return true
		}
	}
	return false
}`,
};

const SNIPPETS = { node: NODE, python: PYTHON, php: PHP, go: GO };

/**
 * A function that verifies a delivery in the receiver's language with nothing but its standard library (Python needs
 * PyNaCl for ed25519), the same as in the README. It follows the Standard Webhooks specification: any signature of the
 * list may match, and the timestamp may differ by five minutes in either direction.
 */
export const verifySnippet = (
  language: SnippetLanguage,
  kind: SignatureKind,
  headers: SignatureHeaders,
): string => SNIPPETS[language][kind].replaceAll('PREFIX', headers);
