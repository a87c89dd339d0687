import fc from 'fast-check';

import { maskCutValues, maskText, maskValues } from '../../../server/src/http/masked-values';

describe('secrets in what a receiver answers', () => {
  it.each([
    ['a header', 'x-key: CANARY-1', 'CANARY-1'],
    ['JSON, where it is escaped', '{"x-key":"CAN\\"ARY"}', 'CAN"ARY'],
    ['a bearer token without its scheme', '{"token":"CANARY-2"}', 'Bearer CANARY-2'],
    ['a decoded user name and password', 'user:CANARY', `Basic ${btoa('user:CANARY')}`],
    ['a decoded password', '{"password":"CANARY"}', `Basic ${btoa('user:CANARY')}`],
    ['UTF-8', 'schlüssel', 'schlüssel'],
    ['a form', 'p=CANARY%21+%28one%29%7E', 'CANARY! (one)~'],
    ['an address', '/x?p=CANARY!%20(one)~', 'CANARY! (one)~'],
    ['an address with small digits', '/x?p=CANARY%2fone', 'CANARY/one'],
    [
      'JSON that escapes slashes and umlauts',
      '{"p":"CANARY\\/schl\\u00fcssel"}',
      'CANARY/schlüssel',
    ],
  ])('are masked in %s', (_name, answer, header) => {
    const masked = maskText(answer, [header]);
    expect(masked).toContain('•••');
    expect(masked).not.toMatch(/CANARY|schl/);
  });

  it('are masked whole where one begins with another', () => {
    expect(maskText('CANARY-1-and-more', ['CANARY-1', 'CANARY-1-and-more'])).toBe('•••');
  });

  it('are masked in Latin-1, as a header comes back', () => {
    const masked = maskValues(Buffer.from('schlüssel', 'latin1'), ['schlüssel']);
    expect(masked.toString()).toBe('•••');
  });

  it('leave everything else as it came, bytes that are no text too', () => {
    const bytes = Buffer.from([0, 255, 128, 10, 65]);
    expect(maskValues(bytes, ['CANARY-1', 'short', ''])).toBe(bytes);
    expect(maskText('a short answer', ['short'])).toBe('a short answer');
  });
});

describe('secrets in what was cut off', () => {
  const cut = (text: string, secret: string, encoding: BufferEncoding = 'utf8') =>
    maskCutValues(Buffer.from(text, encoding), [secret]).toString();

  it.each([
    ['four characters of it', 'x-key: CANA', 'CANARY-1'],
    ['all but the last', 'x-key: CANARY-', 'CANARY-1'],
    ['a token without its scheme', '{"token":"CANA', 'Bearer CANARY-2'],
    ['a password', '{"password":"CANA', `Basic ${btoa('user:CANARY')}`],
    ['an address that was cut within an escape', 'p=CANA%2', 'CANA/RY'],
    ['an address that was cut within an escape of two bytes', 'p=CANA%C3%B', 'CANAüRY'],
    ['JSON that was cut within an escape', '{"p":"CANA\\u00f', 'CANAüRY'],
    ['escapes before the cut', 'p=CANA%21%28o', 'CANA!(one)'],
  ])('are masked with %s', (_name, text, secret) => {
    const masked = cut(text, secret);
    expect(masked).toMatch(/•••$/);
    expect(masked).not.toContain('CANA');
  });

  it('are masked where the cut is within a character', () => {
    const bytes = Buffer.from('p=CANAüRY').subarray(0, 7);
    expect(maskCutValues(bytes, ['CANAüRY']).toString()).toBe('p=•••');
    expect(cut('p=CANAü', 'CANAüRY', 'latin1')).toBe('p=•••');
  });

  it('are masked wherever any of them was cut, and the rest is left as it was', () => {
    const secret = fc.string({ unit: 'grapheme-ascii', minLength: 6, maxLength: 40 });
    fc.assert(
      fc.property(secret, fc.nat(), (text, at) => {
        const length = 4 + (at % (text.length - 3));
        expect(cut(`ä${text.slice(0, length)}`, text)).toBe('ä•••');
      }),
    );
  });

  it('leave everything else as it came: shorter beginnings, and those that do not stand at the end', () => {
    for (const text of ['x-key: CAN', 'x-key: CANA, and so on', '']) {
      expect(cut(text, 'CANARY-1')).toBe(text);
    }
  });

  it('may be as long as headers can be', () => {
    const secret = Array.from({ length: 4096 }, (_, n) => '!aü/'[n % 4]).join('');
    const startedAt = performance.now();
    expect(cut(`${'!a'.repeat(8_000)} ${secret.slice(0, 4000)}`, secret)).toMatch(/ •••$/);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});
