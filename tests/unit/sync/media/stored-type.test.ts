import type { MediaKind } from '../../../../server/src/content/contracts';
import { storedNameOf } from '../../../../server/src/sync/media/stored-name';
import { requireKind, storedTypeOf } from '../../../../server/src/sync/media/stored-type';

const isDetectable = (mime: string) => ['application/pdf', 'image/png', 'font/woff'].includes(mime);
const bytesOf = (mime: string, ext: string) => ({ detected: { mime, ext }, isDetectable });
const silent = { detected: undefined, isDetectable };

it('goes by the bytes of a file, whatever its server says', () => {
  const png = { mime: 'image/png', extension: 'png' };
  for (const declared of ['image/png', 'text/html', 'application/octet-stream', null]) {
    expect(storedTypeOf(bytesOf('image/png', 'png'), declared)).toEqual(png);
  }
});

it.each([
  ['text/csv', { mime: 'text/csv', extension: 'csv' }],
  ['application/json', { mime: 'application/json', extension: 'json' }],
  ['application/x-unheard-of', { mime: 'application/octet-stream', extension: 'bin' }],
  ['constructor', { mime: 'application/octet-stream', extension: 'bin' }],
  [null, { mime: 'application/octet-stream', extension: 'bin' }],
])('takes bytes that say nothing for what they are sent as: %s', (declared, type) => {
  expect(storedTypeOf(silent, declared)).toEqual(type);
});

it('asks the server where bytes only say what something is in', () => {
  const inside = bytesOf('application/x-cfb', 'cfb');
  expect(storedTypeOf(inside, 'application/msword')).toEqual({
    mime: 'application/msword',
    extension: 'doc',
  });
  expect(storedTypeOf(inside, 'text/html')).toMatchObject({ extension: 'cfb' });
});

it.each(['image/png', 'application/pdf', 'image/x-unheard-of', 'video/x-unheard-of'])(
  'refuses what is sent as %s and is not',
  (declared) => {
    expect(() => storedTypeOf(silent, declared)).toThrow(`none of the type ${declared}`);
  },
);

it.each([
  [silent, 'text/html'],
  [silent, 'application/xhtml+xml'],
  [silent, 'image/svg+xml'],
  [silent, 'text/xml'],
  [silent, 'text/javascript'],
  [silent, 'application/x-javascript'],
  [bytesOf('application/xml', 'xml'), 'image/svg+xml'],
  [bytesOf('application/xml', 'xml'), 'text/plain'],
])('refuses what may hold scripts: %j, sent as %s', (detection, declared) => {
  expect(() => storedTypeOf(detection, declared)).toThrow('may hold scripts');
});

it('stores office documents, whose types have XML in their names', () => {
  const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  expect(storedTypeOf(bytesOf(type, 'docx'), type)).toEqual({ mime: type, extension: 'docx' });
});

it.each<[MediaKind, string, string]>([
  ['images', 'image/png', 'videos, sounds, other files'],
  ['videos', 'video/mp4', 'pictures, sounds, other files'],
  ['audios', 'audio/mpeg', 'pictures, videos, other files'],
  ['files', 'application/pdf', 'pictures, videos, sounds'],
])('lets a field that takes %s have those alone', (kind, mime, words) => {
  expect(() => requireKind({ kinds: [kind] }, mime)).not.toThrow();
  const others = (['images', 'videos', 'audios', 'files'] as const).filter((one) => one !== kind);
  expect(() => requireKind({ kinds: others }, mime)).toThrow(
    `of the type ${mime}, and the field takes ${words}`,
  );
});

it.each([
  ['https://files.test/a/Green%20tea.PNG?size=large', 'Green-tea.png'],
  ['https://files.test/page.html', 'page.png'],
  ['https://files.test/%E5%86%99%E7%9C%9F', '写真.png'],
  ['https://files.test/', 'file.png'],
  ['https://files.test/%ff', 'ff.png'],
  ['https://files.test/..%2f..%2fetc%2fpasswd', 'etc-passwd.png'],
  [`https://files.test/${'a'.repeat(300)}`, `${'a'.repeat(80)}.png`],
])('names a file after its address: %s', (url, name) => {
  expect(storedNameOf(url, { mime: 'image/png', extension: 'png' })).toBe(name);
});
