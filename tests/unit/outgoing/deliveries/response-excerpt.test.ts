import fc from 'fast-check';

import {
  MAX_EXCERPT_BYTES,
  responseExcerpt,
} from '../../../../server/src/outgoing/deliveries/response-excerpt';

const whole = (body: Buffer) => ({ body, isTruncated: false });
const cutOff = (body: Buffer) => ({ body, isTruncated: true });

describe('the excerpt of a response', () => {
  it('is text where the body is text, and base64 otherwise', () => {
    expect(responseExcerpt(whole(Buffer.from('héllo')), [])).toEqual({
      responseBody: 'héllo',
      responseBodyEncoding: 'text',
      isResponseTruncated: false,
    });
    expect(responseExcerpt(whole(Buffer.from([0xff, 0xfe])), [])).toEqual({
      responseBody: '//4=',
      responseBodyEncoding: 'base64',
      isResponseTruncated: false,
    });
    expect(responseExcerpt(whole(Buffer.alloc(0)), []).responseBody).toBe('');
  });

  it('is text also where a character was cut, but not where one is broken in the middle', () => {
    const cut = Buffer.from('ok €').subarray(0, 5);
    expect(responseExcerpt(cutOff(cut), [])).toEqual({
      responseBody: 'ok ',
      responseBodyEncoding: 'text',
      isResponseTruncated: true,
    });
    expect(responseExcerpt(whole(cut), []).responseBodyEncoding).toBe('base64');
    const broken = Buffer.concat([cut, Buffer.from(' more')]);
    expect(responseExcerpt(cutOff(broken), []).responseBodyEncoding).toBe('base64');
  });

  it('of any text that was cut anywhere is its beginning', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), (text, at) => {
        const bytes = Buffer.from(text);
        const cut = bytes.subarray(0, at % (bytes.length + 1));
        const { responseBody, responseBodyEncoding } = responseExcerpt(cutOff(cut), []);
        expect(responseBodyEncoding).toBe('text');
        expect(text.startsWith(responseBody)).toBe(true);
        expect(cut.length - Buffer.byteLength(responseBody)).toBeLessThan(4);
      }),
    );
  });

  it('holds no secret, nor the beginning of one where it was cut', () => {
    const secrets = ['CANARY-1'];
    expect(responseExcerpt(whole(Buffer.from('key: CANARY-1.')), secrets).responseBody).toBe(
      'key: •••.',
    );
    const cut = Buffer.from('key: CANARY-1, again: CANARY');
    expect(responseExcerpt(cutOff(cut), secrets).responseBody).toBe('key: •••, again: •••');
    expect(responseExcerpt(whole(cut), secrets).responseBody).toBe('key: •••, again: CANARY');
  });

  it('is no longer than it may be, although the mask is longer than what it stands for', () => {
    const { responseBody, isResponseTruncated } = responseExcerpt(
      whole(Buffer.from('CANARY'.repeat(MAX_EXCERPT_BYTES / 6))),
      ['CANARY'],
    );
    expect(Buffer.byteLength(responseBody)).toBeLessThanOrEqual(MAX_EXCERPT_BYTES);
    expect(responseBody).toMatch(/^•+$/);
    expect(isResponseTruncated).toBe(true);
  });
});
