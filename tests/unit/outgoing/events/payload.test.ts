import fc from 'fast-check';

import type { ContentEvent } from '../../../../server/src/outgoing/events/content-event';
import { contentBody, envelope, variantFor } from '../../../../server/src/outgoing/events/payload';
import { schemasFrom } from '../../../support/schemas';

const UID = 'api::article.article';
const schemas = schemasFrom({
  [UID]: { title: { type: 'string' }, author: { type: 'relation', target: UID } },
});
const event: ContentEvent = {
  type: 'entry.update',
  contentType: UID,
  documentId: 'd1',
  locale: 'en',
  entry: { id: 1, documentId: 'd1', title: 'Hello', author: { id: 2, title: 'Ann' } },
  changes: {
    changedFields: ['title'],
    changes: [{ field: 'title', before: 'Hi', after: 'Hello' }],
  },
  actor: { kind: 'system', id: null, name: null },
  occurredAt: Date.parse('2026-01-31T09:30:00.000Z'),
};
const bodyFor = (
  payloadMode: 'full' | 'thin',
  populate: Record<string, string[]> = {},
  limit = 10_000,
) => JSON.parse(contentBody(schemas, event, variantFor({ payloadMode, populate }, UID), limit));

describe('the variant of a payload', () => {
  it('is the same for the same wishes in any order, and another for others', () => {
    const names = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 6 });
    const keyOf = (include: string[]) =>
      variantFor({ payloadMode: 'full', populate: { [UID]: include } }, UID).key;
    fc.assert(
      fc.property(names, fc.string({ minLength: 1 }), (include, other) => {
        expect(keyOf([...include].reverse())).toBe(keyOf(include));
        expect(keyOf([...include, ...include])).toBe(keyOf(include));
        if (!include.includes(other)) expect(keyOf([...include, other])).not.toBe(keyOf(include));
        expect(keyOf(include).length).toBeLessThanOrEqual(20);
      }),
    );
  });

  it('is the plain one where another type is populated, or none', () => {
    const populate = { 'api::other.other': ['x'] };
    expect(variantFor({ payloadMode: 'full', populate }, UID).key).toBe('full');
    expect(variantFor({ payloadMode: 'full', populate }, null).key).toBe('full');
    expect(variantFor({ payloadMode: 'thin', populate }, 'api::other.other').key).toBe('thin');
  });
});

describe('the body of an event', () => {
  it('names the entry where it is thin, with the changed fields and no values', () => {
    expect(bodyFor('thin')).toEqual({
      type: 'entry.update',
      timestamp: '2026-01-31T09:30:00.000Z',
      data: {
        contentType: UID,
        documentId: 'd1',
        locale: 'en',
        actor: { kind: 'system', id: null, name: null },
        changedFields: ['title'],
      },
    });
  });

  it('carries the entry and the values where it is full', () => {
    expect(bodyFor('full').data).toMatchObject({
      entry: { id: 1, documentId: 'd1', title: 'Hello' },
      changes: [{ field: 'title', before: 'Hi', after: 'Hello' }],
    });
    expect(bodyFor('full', { [UID]: ['author'] }).data.entry.author).toEqual({
      id: 2,
      title: 'Ann',
    });
  });

  it('goes without the entry and says so where it would be larger than the limit', () => {
    const size = Buffer.byteLength(
      contentBody(schemas, event, variantFor({ payloadMode: 'full', populate: {} }, UID), 10_000),
    );
    expect(bodyFor('full', {}, size).data).toHaveProperty('entry');
    expect(bodyFor('full', {}, size - 1).data).toEqual({
      ...bodyFor('thin').data,
      isEntryOmitted: true,
    });
  });

  it('is JSON whatever the texts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { data } = JSON.parse(envelope('order.paid', 0, { text }));
        expect(data.text).toBe(text);
      }),
    );
  });
});
