import type {
  Conflict,
  ConflictField,
  MappableContentType,
} from '../../../server/src/sync/contracts';
import {
  allFrom,
  canUndo,
  choiceOf,
  isMisfit,
  toAnswer,
  withChoice,
  type Choices,
} from '../../../admin/src/pages/sync/conflicts/answer-form';

const fieldOf = (field: string, changes: Partial<ConflictField> = {}): ConflictField => ({
  field,
  base: 'Mug',
  external: 'Large mug',
  document: 'Harbour mug',
  winner: null,
  ...changes,
});

const conflict: Conflict = {
  id: 1,
  jobId: 2,
  jobName: 'Shop',
  contentType: 'api::product.product',
  locale: null,
  providerName: 'Harbour',
  externalId: 'prd_1',
  documentId: 'd1',
  fields: [fieldOf('name'), fieldOf('price', { external: 2, document: 3 })],
  gone: null,
  state: 'open',
  answeredBy: null,
  createdAt: '',
  answeredAt: null,
};

const attribute = (name: string, type: string) => ({
  name,
  type,
  isRequired: false,
  isUnique: false,
  canMatch: false,
});
const type: MappableContentType = {
  uid: conflict.contentType,
  displayName: 'Product',
  kind: 'collectionType',
  hasDrafts: false,
  isLocalized: false,
  fields: [attribute('name', 'string'), attribute('price', 'decimal')],
};
const [name, price] = conflict.fields as [ConflictField, ConflictField];

describe('an answer to a conflict', () => {
  it('is complete once every field has been chosen', () => {
    const half = withChoice({}, name, 'external');
    expect(toAnswer(conflict, half, type)).toBeNull();
    const whole = withChoice(half, price, 'document');
    expect(toAnswer(conflict, whole, type)).toEqual({
      fields: { name: { side: 'external' }, price: { side: 'document' } },
    });
  });

  it('takes one side for all', () => {
    expect(toAnswer(conflict, allFrom('document', conflict), type)).toEqual({
      fields: { name: { side: 'document' }, price: { side: 'document' } },
    });
  });

  it('another value begins as Strapi’s, and is of the type of its field', () => {
    const begun = withChoice(allFrom('external', conflict), price, 'other');
    expect(choiceOf(begun, 'price').text).toBe('3');
    const typed: Choices = { ...begun, price: { take: 'other', text: '4.5' } };
    expect(toAnswer(conflict, typed, type)).toEqual({
      fields: { name: { side: 'external' }, price: { value: 4.5 } },
    });
  });

  it('another value that does not fit is no answer', () => {
    const wrong = { take: 'other' as const, text: 'much' };
    expect(isMisfit(wrong, 'decimal')).toBe(true);
    expect(toAnswer(conflict, { ...allFrom('external', conflict), price: wrong }, type)).toBeNull();
    expect(isMisfit(choiceOf({}, 'price'), 'decimal')).toBe(false);
  });
});

describe('what can be undone', () => {
  const won = conflict.fields.map((field) => ({ ...field, winner: 'external' as const }));

  it.each<[string, boolean, Partial<Conflict>]>([
    ['what the rules have decided', true, { state: 'decided', fields: won }],
    ['what a person has answered', true, { state: 'closed', answeredAt: '2026-01-01T00:00:00Z' }],
    ['not what waits', false, { state: 'open' }],
    ['not what is under way', false, { state: 'answered', answeredAt: '2026-01-01T00:00:00Z' }],
    ['not what is over by itself', false, { state: 'closed' }],
    ['not a deletion', false, { state: 'closed', gone: 'document', answeredAt: 'x', fields: [] }],
  ])('%s', (_what, expected, changes) => {
    expect(canUndo({ ...conflict, ...changes })).toBe(expected);
  });
});
