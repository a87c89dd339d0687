import fc from 'fast-check';

import { changesBetween } from '../../../../server/src/outgoing/events/changed-fields';
import { schemasFrom } from '../../../support/schemas';

const UID = 'api::article.article';
const schemas = schemasFrom({
  [UID]: {
    title: { type: 'string' },
    tags: { type: 'json' },
    at: { type: 'datetime' },
    note: { type: 'string', private: true },
    code: { type: 'password' },
    author: { type: 'relation', target: 'api::author.author' },
    seo: { type: 'component', component: 'shared.seo' },
    updatedAt: { type: 'datetime' },
    publishedAt: { type: 'datetime' },
  },
});
const changes = (before: object, after: object) =>
  changesBetween(schemas, UID, before as Record<string, unknown>, after as Record<string, unknown>);

describe('changes', () => {
  it('give plain values before and after', () => {
    expect(changes({ title: 'a', tags: [1] }, { title: 'b', tags: [1] })).toEqual({
      changedFields: ['title'],
      changes: [{ field: 'title', before: 'a', after: 'b' }],
    });
  });

  it('see no difference between a date and its text, and between nothing and null', () => {
    const at = new Date('2026-01-02T03:04:05.678Z');
    expect(changes({ at, title: undefined }, { at: at.toISOString(), title: null })).toEqual({
      changedFields: [],
      changes: [],
    });
  });

  it('name neither private fields nor what Strapi writes at every save', () => {
    const before = { note: 'a', code: 'a', updatedAt: 1, publishedAt: null };
    const after = { note: 'b', code: 'b', updatedAt: 2, publishedAt: 3 };
    expect(changes(before, after).changedFields).toEqual([]);
  });

  it('name a reference by what it refers to, without its values', () => {
    const found = changes(
      { author: { id: 1, documentId: 'x' }, seo: { id: 5, title: 'same' } },
      { author: { id: 2, documentId: 'y' }, seo: { id: 6, title: 'same' } },
    );
    expect(found).toEqual({ changedFields: ['author'], changes: [] });
  });

  it('see the draft and the published version of what is referred to as the same', () => {
    const before = { author: { id: 1, documentId: 'x', publishedAt: null, name: 'new' } };
    const after = { author: { id: 2, documentId: 'x', publishedAt: '2026-01-01', name: 'old' } };
    expect(changes(before, after).changedFields).toEqual([]);
  });

  it('say nothing of what only one side was loaded with', () => {
    expect(
      changes({ title: 'a' }, { title: 'a', author: { documentId: 'x' } }).changedFields,
    ).toEqual([]);
  });

  it('are none between an entry and itself, and the same fields in both directions', () => {
    const entry = fc.record({
      title: fc.option(fc.string()),
      tags: fc.jsonValue(),
      author: fc.option(fc.record({ id: fc.nat(), documentId: fc.string() })),
    });
    fc.assert(
      fc.property(entry, entry, (one, other) => {
        expect(changes(one, structuredClone(one)).changedFields).toEqual([]);
        expect(changes(one, other).changedFields).toEqual(changes(other, one).changedFields);
      }),
    );
  });
});
