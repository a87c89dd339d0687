import { randomBytes } from 'node:crypto';

import fc from 'fast-check';

import { deriveEncryptionKeys } from '../../../server/src/connections/vault/encryption-keys';
import { createVault, VaultError } from '../../../server/src/connections/vault/vault';

const PLACE = { uid: 'plugin::x.endpoint', documentId: 'abc', field: 'secret' };
const keysOf = (...texts: [id: string, key: string][]) =>
  deriveEncryptionKeys(
    texts.map(([id, key]) => ({ id, key })),
    undefined,
  );
const vault = createVault(keysOf(['k1', 'first key']));

function codeOf(action: () => unknown): string | null {
  try {
    action();
    return null;
  } catch (error) {
    if (error instanceof VaultError) return error.code;
    throw error;
  }
}

/** The envelope with its last part (tag and ciphertext) changed. */
function withSealed(envelope: string, change: (sealed: Buffer) => Buffer): string {
  const parts = envelope.split('.');
  const sealed = change(Buffer.from(parts[3] ?? '', 'base64url'));
  return [...parts.slice(0, 3), sealed.toString('base64url')].join('.');
}

test('what was encrypted is decrypted at the same place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (plaintext) => {
      const envelope = vault.encrypt(plaintext, PLACE);
      expect(vault.decrypt(envelope, PLACE)).toBe(plaintext);
      expect(envelope).toMatch(/^ib1\.k1\.[\w-]{16}\.[\w-]{22,}$/);
    }),
  );
});

test('the same text never gives the same envelope', () => {
  const envelopes = Array.from({ length: 200 }, () => vault.encrypt('secret', PLACE));
  expect(new Set(envelopes.map((envelope) => envelope.split('.')[2])).size).toBe(200);
});

test.each([
  ['another row', { ...PLACE, documentId: 'abd' }],
  ['another field', { ...PLACE, field: 'headers' }],
  ['another table', { ...PLACE, uid: 'plugin::x.source' }],
])('an envelope moved to %s is refused', (_name, place) => {
  const envelope = vault.encrypt('secret', PLACE);
  expect(codeOf(() => vault.decrypt(envelope, place))).toBe('tampered');
});

test('a place cannot be written so that it reads as another', () => {
  expect(() => vault.encrypt('x', { uid: 'a|b', documentId: 'c', field: 'd' })).toThrow(TypeError);
  expect(() => vault.encrypt('x', { uid: 'a', documentId: 'b|c', field: 'd' })).toThrow(TypeError);
  expect(() => vault.encrypt('x', { uid: 'a', documentId: '', field: 'd' })).toThrow(TypeError);
});

test('every flipped bit is noticed', () => {
  const envelope = vault.encrypt('secret', PLACE);
  const length = Buffer.from(envelope.split('.')[3] ?? '', 'base64url').length;
  for (let bit = 0; bit < length * 8; bit++) {
    const flipped = withSealed(envelope, (sealed) => {
      sealed[bit >> 3] = (sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return sealed;
    });
    expect(codeOf(() => vault.decrypt(flipped, PLACE))).toBe('tampered');
  }
});

test.each([0, 4, 8, 12, 15])('a tag of %i bytes is refused', (size) => {
  const empty = vault.encrypt('', PLACE);
  expect(vault.decrypt(empty, PLACE)).toBe('');
  const cut = withSealed(empty, (sealed) => sealed.subarray(0, size));
  expect(codeOf(() => vault.decrypt(cut, PLACE))).toBe('tampered');
});

test('a truncated ciphertext is refused', () => {
  const envelope = vault.encrypt('a longer secret', PLACE);
  for (let size = 16; size < 16 + 15; size++) {
    const cut = withSealed(envelope, (sealed) => sealed.subarray(0, size));
    expect(codeOf(() => vault.decrypt(cut, PLACE))).toBe('tampered');
  }
});

test.each([
  '',
  'secret',
  'ib1',
  'ib1.k1.x.y',
  'ib2.k1.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA',
  null,
])('what is no envelope (%j) is refused', (text) => {
  expect(codeOf(() => vault.decrypt(text as string, PLACE))).toBe('tampered');
  expect(codeOf(() => vault.keyIdOf(text as string))).toBe('tampered');
});

test('an envelope written differently for the same bytes is refused', () => {
  const envelope = vault.encrypt('s', PLACE);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const lastCharacter = envelope.slice(-1);
  const neighbour = alphabet[alphabet.indexOf(lastCharacter) ^ 1] ?? '';
  expect(codeOf(() => vault.decrypt(envelope.slice(0, -1) + neighbour, PLACE))).toBe('tampered');
});

test('arbitrary texts only ever give a VaultError', () => {
  fc.assert(
    fc.property(fc.string(), fc.base64String(), (text, sealed) => {
      expect(codeOf(() => vault.decrypt(text, PLACE))).not.toBeNull();
      const forged = `ib1.k1.AAAAAAAAAAAAAAAA.${sealed}`;
      expect(codeOf(() => vault.decrypt(forged, PLACE))).not.toBeNull();
    }),
  );
});

describe('keys', () => {
  test('without any, nothing is encrypted and nothing decrypted', () => {
    const envelope = vault.encrypt('secret', PLACE);
    const keyless = createVault([]);
    expect(keyless).toMatchObject({ isReady: false, currentKeyId: null });
    expect(codeOf(() => keyless.encrypt('secret', PLACE))).toBe('missing-key');
    expect(codeOf(() => keyless.decrypt(envelope, PLACE))).toBe('missing-key');
    expect(keyless.keyIdOf(envelope)).toBe('k1');
  });

  test('the first encrypts and all decrypt', () => {
    const old = vault.encrypt('secret', PLACE);
    const both = createVault(keysOf(['k2', 'second key'], ['k1', 'first key']));
    expect(both.currentKeyId).toBe('k2');
    expect(both.keyIdOf(both.encrypt('secret', PLACE))).toBe('k2');
    expect(both.decrypt(old, PLACE)).toBe('secret');
  });

  test('an envelope of a key that was removed is the wrong key', () => {
    const envelope = vault.encrypt('secret', PLACE);
    const other = createVault(keysOf(['k2', 'second key']));
    expect(codeOf(() => other.decrypt(envelope, PLACE))).toBe('wrong-key');
  });

  test('a key whose text was changed under its id opens nothing', () => {
    const envelope = vault.encrypt('secret', PLACE);
    const changed = createVault(keysOf(['k1', 'another text']));
    expect(codeOf(() => changed.decrypt(envelope, PLACE))).toBe('tampered');
  });

  test('an envelope relabelled with the id of another key is refused', () => {
    const both = createVault(keysOf(['k2', 'second key'], ['k1', 'first key']));
    const relabelled = vault.encrypt('secret', PLACE).replace('.k1.', '.k2.');
    expect(codeOf(() => both.decrypt(relabelled, PLACE))).toBe('tampered');
  });

  test("Strapi's own key is the fallback, and stays readable behind keys of one's own", () => {
    const fallback = createVault(deriveEncryptionKeys([], 'strapi key'));
    expect(fallback).toMatchObject({ isReady: true, currentKeyId: 'strapi' });
    const envelope = fallback.encrypt('secret', PLACE);
    const own = createVault(deriveEncryptionKeys([{ id: 'k1', key: 'first key' }], 'strapi key'));
    expect(own.currentKeyId).toBe('k1');
    expect(own.decrypt(envelope, PLACE)).toBe('secret');
  });

  test('no key at all gives no key: none is made up', () => {
    expect(deriveEncryptionKeys([], undefined)).toEqual([]);
    expect(deriveEncryptionKeys([], '')).toEqual([]);
  });

  test('a key has 32 bytes, the same from the same text, whatever its length', () => {
    const text = randomBytes(100).toString('hex');
    const [key] = keysOf(['a', text]);
    expect(key?.key).toHaveLength(32);
    expect(keysOf(['b', text])[0]?.key).toEqual(key?.key);
  });
});

test('an error holds neither the secret nor the envelope', () => {
  const envelope = vault.encrypt('hunter2-canary', PLACE);
  for (const action of [
    () => createVault([]).encrypt('hunter2-canary', PLACE),
    () => vault.decrypt(`${envelope}x`, PLACE),
  ]) {
    try {
      action();
    } catch (error) {
      const text = String(error) + (error as Error).stack;
      expect(text).not.toContain('hunter2-canary');
      expect(text).not.toContain(envelope);
    }
  }
  expect.assertions(4);
});
