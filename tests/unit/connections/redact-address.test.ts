import fc from 'fast-check';

import { redactAddress } from '../../../server/src/connections/calls/redact-address';

test.each([
  ['/a', '', '/a'],
  ['/a', '?page=2&limit=3', '/a?page=2&limit=3'],
  ['/a', '?api_key=abc&x=1', '/a?api_key=•••&x=1'],
  ['/a', '?access_token=abc', '/a?access_token=•••'],
  ['/a', '?key=abc&monkey=1', '/a?key=•••&monkey=1'],
  ['/a', '?code=abc&country_code=de', '/a?code=•••&country_code=de'],
  ['/a', '?X-Amz-Signature=abc', '/a?X-Amz-Signature=•••'],
])('%s%s stands in the log as %s', (path, search, expected) => {
  expect(redactAddress(path, search, [])).toBe(expected);
});

test('a secret of the connection is masked wherever it stands', () => {
  const secrets = fc
    .string({ minLength: 8, unit: 'grapheme-ascii' })
    .filter((text) => !'•••'.includes(text));
  fc.assert(
    fc.property(secrets, (secret) => {
      const encoded = encodeURIComponent(secret);
      const shown = redactAddress(`/u/${encoded}/x`, `?q=${encoded}`, [secret]);
      expect(shown).not.toContain(encoded);
    }),
  );
});
