import type { MediaType } from '../../../../server/src/content/contracts';
import { baseWithout } from '../../../../server/src/sync/media/lost-files';

const one: MediaType = { isMany: false, kinds: ['images'] };
const several: MediaType = { isMany: true, kinds: ['images'] };
const fields = {
  all: [
    { field: 'cover', media: one },
    { field: 'pictures', media: several },
  ],
};
const agreed = { title: 'Tea', cover: 'http://a', pictures: ['http://b', 'http://c'] };
const base = { external: agreed, document: agreed };
const without = (lost: string[], values: object) =>
  baseWithout(new Set(lost), { base }, { ...agreed, ...values }, fields);

it('forgets a file that was lost, on both sides', () => {
  const left = { title: 'Tea', cover: null, pictures: ['http://b'] };
  expect(without(['http://a', 'http://c'], { cover: null, pictures: ['http://b'] })).toEqual({
    external: left,
    document: left,
  });
});

it('leaves what an editor has done since', () => {
  expect(without(['http://a', 'http://c'], { cover: 'file:7', pictures: null })).toEqual(base);
});

it('leaves an empty field whose file is still there', () => {
  expect(without(['http://c'], { cover: null, pictures: ['http://b'] })).toEqual({
    external: { ...agreed, pictures: ['http://b'] },
    document: { ...agreed, pictures: ['http://b'] },
  });
});
