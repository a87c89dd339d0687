import { maskText, maskValues } from '../../../server/src/http/masked-values';

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
