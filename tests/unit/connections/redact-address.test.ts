import fc from 'fast-check';

import { redactAddress } from '../../../server/src/connections/calls/redact-address';

/** Characters that forms, paths and components of addresses do not spell alike. */
const SPELLED_DIFFERENTLY = [...' !\'()~*+%/-_."<>{}|^[]ü漢🙂ab1'];

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

describe('a secret of the connection', () => {
  const secrets = fc.string({ minLength: 8, unit: fc.constantFrom(...SPELLED_DIFFERENTLY) });

  /** An address as calls have it, and how the secret stands in it. */
  const addresses: [string, (secret: string) => URL][] = [
    ['a parameter', (secret) => withParameter(secret)],
    ['a path', (secret) => new URL(`https://a.example/u/${encodeURIComponent(secret)}/x`)],
    ['a path as it is', (secret) => new URL(`https://a.example/u/${secret}/x`)],
    ['a query as it is', (secret) => new URL(`https://a.example/u?q=${secret}`)],
  ];

  it.each(addresses)('is masked in %s', (_name, addressOf) => {
    fc.assert(
      fc.property(secrets, (random) => {
        // What would end a path, a query or the name of a folder is not in all of them.
        const secret = `secret${random.replaceAll(/[/?#&\\.]/g, '~')}x`;
        const { pathname, search } = addressOf(secret);
        const shown = redactAddress(pathname, search, [secret]);
        expect(`${pathname}${search}`).toContain('secret');
        expect(shown).not.toContain('secret');
        expect(shown).toContain('•••');
      }),
    );
  });

  it('is masked in a parameter, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8, unit: 'grapheme' }), (random) => {
        const secret = `secret${random}`;
        const { pathname, search } = withParameter(secret);
        expect(redactAddress(pathname, search, [secret])).toBe(`${pathname}?q=•••&x=1`);
      }),
      // Escaped, it begins with itself.
      { examples: [['       %']] },
    );
  });

  it('is masked where it has a space and marks that a form escapes', () => {
    const { pathname, search } = withParameter("p!ss (word) it's~1");
    expect(search).toBe('?q=p%21ss+%28word%29+it%27s%7E1&x=1');
    expect(redactAddress(pathname, search, ["p!ss (word) it's~1"])).toBe('/u?q=•••&x=1');
  });
});

/** As the query of a call is written. */
function withParameter(secret: string): URL {
  const url = new URL('https://a.example/u?x=0');
  url.searchParams.delete('x');
  url.searchParams.set('q', secret);
  url.searchParams.set('x', '1');
  return url;
}
