import fc from 'fast-check';

import { responseExcerpt } from '../../../../server/src/outgoing/deliveries/response-excerpt';

describe('the excerpt of a response', () => {
  it('is text where the body is text, and base64 otherwise', () => {
    expect(responseExcerpt(Buffer.from('héllo'), false)).toEqual({
      responseBody: 'héllo',
      responseBodyEncoding: 'text',
    });
    expect(responseExcerpt(Buffer.from([0xff, 0xfe]), false)).toEqual({
      responseBody: '//4=',
      responseBodyEncoding: 'base64',
    });
    expect(responseExcerpt(Buffer.alloc(0), false).responseBody).toBe('');
  });

  it('is text also where a character was cut, but not where one is broken in the middle', () => {
    const cut = Buffer.from('ok €').subarray(0, 5);
    expect(responseExcerpt(cut, true)).toEqual({
      responseBody: 'ok ',
      responseBodyEncoding: 'text',
    });
    expect(responseExcerpt(cut, false).responseBodyEncoding).toBe('base64');
    const broken = Buffer.concat([cut, Buffer.from(' more')]);
    expect(responseExcerpt(broken, true).responseBodyEncoding).toBe('base64');
  });

  it('of any text that was cut anywhere is its beginning', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), (text, at) => {
        const bytes = Buffer.from(text);
        const cut = bytes.subarray(0, at % (bytes.length + 1));
        const { responseBody, responseBodyEncoding } = responseExcerpt(cut, true);
        expect(responseBodyEncoding).toBe('text');
        expect(text.startsWith(responseBody)).toBe(true);
        expect(cut.length - Buffer.byteLength(responseBody)).toBeLessThan(4);
      }),
    );
  });
});
