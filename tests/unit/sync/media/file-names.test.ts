import type { MediaType } from '../../../../server/src/content/contracts';
import { readRecord } from '../../../../server/src/sync/mapping/record-mapping';
import {
  nameOfFile,
  numberIn,
  readFileNames,
  readFileUrls,
  urlsIn,
} from '../../../../server/src/sync/media/file-names';

const one: MediaType = { isMany: false, kinds: ['images'] };
const several: MediaType = { isMany: true, kinds: ['images'] };

it('reads the addresses of files in one form, in the order of the record', () => {
  expect(readFileUrls(one, 'HTTPS://Files.test:443/a b.png#top')).toBe(
    'https://files.test/a%20b.png',
  );
  expect(readFileUrls(one, [{ src: 'http://files.test/a' }], 'src')).toBe('http://files.test/a');
  const list = ['http://files.test/b', '', 'http://files.test/a', null, 'http://files.test/b'];
  expect(readFileUrls(several, list)).toEqual(['http://files.test/b', 'http://files.test/a']);
  const objects = [{ src: 'http://files.test/a' }, { alt: 'none' }];
  expect(readFileUrls(several, objects, 'src')).toEqual(['http://files.test/a']);
  for (const nothing of [null, undefined, '', []]) {
    expect(readFileUrls(one, nothing)).toBeNull();
    expect(readFileUrls(several, nothing)).toBeNull();
  }
});

it.each<[string, unknown, string]>([
  ['a file of the server', 'file:///etc/passwd', 'is no http or https address of a file'],
  ['data', 'data:image/png;base64,AAAA', 'is no http or https address of a file'],
  ['a script', 'javascript:alert(1)', 'is no http or https address of a file'],
  ['a path', '/a.png', 'is no http or https address of a file'],
  ['another word for a file', 'file:7', 'is no http or https address of a file'],
  ['a number', 7, 'is no address of a file'],
  ['an object', { src: 'http://files.test/a' }, 'is no address of a file'],
  ['credentials', 'https://me:secret@files.test/a', 'holds a user name or a password'],
  ['10 kB', `https://files.test/${'a'.repeat(10_240)}`, 'is longer than 2048 characters'],
  ['two for one', ['http://files.test/a', 'http://files.test/b'], 'there is room for one'],
  [
    'very many',
    Array.from({ length: 101 }, (_, n) => `http://files.test/${n}`),
    'names more than 100 files',
  ],
])('refuses %s', (_name, found, message) => {
  expect(() => readFileUrls(one, found)).toThrow(message);
});

it('says where in the record something is wrong, and with what', () => {
  const { problems } = readRecord(
    { image: 'file:///etc/passwd' },
    [{ field: 'cover', path: 'image', flow: 'import' }],
    () => ({ type: 'media', media: one }),
  );
  expect(problems).toEqual([
    {
      field: 'cover',
      message:
        'The record has "file:///etc/passwd" at "image", which is no http or https address of a file.',
    },
  ]);
});

it('is the same file of every record where the mapping says so', () => {
  const { values } = readRecord(
    {},
    [{ field: 'cover', path: '', constant: 'http://files.test/a', flow: 'import' }],
    () => ({ type: 'media', media: one }),
  );
  expect(values).toEqual({ cover: 'http://files.test/a' });
});

it('calls a file by its address, and one that nobody has fetched by its number', () => {
  expect(nameOfFile(7, 'http://files.test/a')).toBe('http://files.test/a');
  expect(nameOfFile(7, undefined)).toBe('file:7');
  expect([numberIn('file:7'), numberIn('http://files.test/file:7')]).toEqual([7, null]);
  expect(urlsIn(['file:7', 'http://files.test/a'])).toEqual(['http://files.test/a']);
  expect(urlsIn(null)).toEqual([]);
});

it('takes both from a person who answers a conflict', () => {
  expect(readFileNames(several, ['file:7', 'http://files.test/a'])).toEqual([
    'file:7',
    'http://files.test/a',
  ]);
  expect(readFileNames(one, '')).toBeNull();
  expect(() => readFileNames(one, 'file:///etc/passwd')).toThrow('no http or https address');
});
