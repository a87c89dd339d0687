import type { Action, MappableContentType } from '../../../server/src/incoming/contracts';
import {
  actionFieldOf,
  checkAction,
  SHOWN_ACTION_FIELD,
} from '../../../admin/src/pages/webhooks/incoming/actions/action-checks';
import {
  EMPTY_ACTION,
  toActionForm,
  toActionInput,
  type ActionForm,
} from '../../../admin/src/pages/webhooks/incoming/actions/action-form';
import { moved } from '../../../admin/src/pages/webhooks/incoming/actions/action-order';
import { constantOf, constantText } from '../../../admin/src/components/constant-text';
import { withPath } from '../../../admin/src/pages/webhooks/incoming/actions/picked-path';
import { previewInput } from '../../../admin/src/pages/webhooks/incoming/actions/preview-input';
import { actionSchema } from '../../../server/src/incoming/actions/action-input';

const field = (name: string, type: string) => ({
  name,
  type,
  isRequired: false,
  isUnique: false,
  canMatch: type === 'string',
});

const product: MappableContentType = {
  uid: 'api::product.product',
  displayName: 'Product',
  kind: 'collectionType',
  hasDrafts: true,
  isLocalized: true,
  fields: [field('externalId', 'string'), field('price', 'decimal'), field('isSold', 'boolean')],
};
const TYPES = [product];

const upsert: Action = {
  id: 'a-1',
  kind: 'upsert',
  eventTypes: ['product.*'],
  contentType: product.uid,
  match: { field: 'externalId', path: 'data.object.id' },
  mapping: [
    { field: 'price', from: { path: 'data.object.price' } },
    { field: 'isSold', from: { value: true } },
  ],
  locale: 'fr',
  status: 'published',
};
const form = toActionForm(upsert);

describe('an action as it is edited', () => {
  it.each<Action>([
    upsert,
    {
      id: 'a-2',
      kind: 'delete',
      eventTypes: ['*'],
      contentType: product.uid,
      match: { field: 'externalId', path: 'id' },
      locale: 'fr',
    },
    { id: 'a-3', kind: 'forward', eventTypes: ['push'], messageType: 'shop.push' },
    { id: 'a-4', kind: 'handler', eventTypes: ['push'] },
  ])('$kind is sent back as it came, and the server takes it', (action) => {
    const input = toActionInput(toActionForm(action), TYPES, action.id);
    expect(input).toEqual(action);
    expect(actionSchema.safeParse(input).success).toBe(true);
  });

  it('a new one has no id, and only what its kind needs', () => {
    expect(toActionInput({ ...form, kind: 'handler' }, TYPES)).toEqual({
      kind: 'handler',
      eventTypes: ['product.*'],
    });
    expect(toActionInput({ ...form, kind: 'forward' }, TYPES)).not.toHaveProperty('messageType');
  });

  it('languages and drafts are left out where the content type has none', () => {
    const plain = { ...product, hasDrafts: false, isLocalized: false };
    const input = toActionInput(form, [plain]);
    expect(input).not.toHaveProperty('locale');
    expect(input).not.toHaveProperty('status');
  });
});

describe('what keeps an action from being stored', () => {
  it('nothing, where everything is right', () => {
    expect(checkAction(form, TYPES)).toEqual({});
    expect(checkAction({ ...form, rows: [] }, TYPES)).toEqual({});
  });

  it.each<[Partial<ActionForm>, string, string]>([
    [{ eventTypes: [] }, 'eventTypes', 'incoming.action.types-required'],
    [{ contentType: 'api::gone.gone' }, 'contentType', 'incoming.action.type-required'],
    [{ matchField: '' }, 'matchField', 'incoming.action.match-field-required'],
    [{ matchPath: ' ' }, 'matchPath', 'incoming.action.path-required'],
    [{ matchPath: 'a..b' }, 'matchPath', 'incoming.action.path-invalid'],
    [
      { rows: [{ field: '', from: 'path', text: 'id' }] },
      'rows.0.field',
      'incoming.action.field-required',
    ],
    [
      { rows: [{ field: 'price', from: 'value', text: 'much' }] },
      'rows.0.text',
      'incoming.action.value-invalid',
    ],
  ])('%j: %s', (changes, path, problem) => {
    expect(checkAction({ ...form, ...changes }, TYPES)).toEqual({ [path]: problem });
  });

  it('a field that is filled twice', () => {
    const row = { field: 'price', from: 'path' as const, text: 'id' };
    expect(checkAction({ ...form, rows: [row, row] }, TYPES)).toEqual({
      'rows.1.field': 'incoming.action.field-twice',
    });
  });

  it('only what has drafts can be published', () => {
    const plain = { ...product, hasDrafts: false };
    expect(checkAction({ ...form, kind: 'publish' }, TYPES)).toEqual({});
    expect(checkAction({ ...form, kind: 'publish' }, [plain])).toEqual({
      contentType: 'incoming.action.type-required',
    });
    expect(previewInput({ ...form, kind: 'publish' }, [plain])).toBeNull();
  });

  it('an action that touches no entry needs no entry', () => {
    expect(checkAction({ ...EMPTY_ACTION, kind: 'handler', eventTypes: ['*'] }, TYPES)).toEqual({});
  });

  it.each([
    ['match.path', 'matchPath'],
    ['match.field', 'matchField'],
    ['mapping.2.field', 'rows.2.field'],
    ['mapping.2.from', 'rows.2.text'],
    ['mapping.2.from.path', 'rows.2.text'],
    ['eventTypes.0', 'eventTypes'],
    ['contentType', 'contentType'],
  ])('what the server says of %s stands at %s', (path, shown) => {
    expect(actionFieldOf(path)).toBe(shown);
    expect(shown).toMatch(SHOWN_ACTION_FIELD);
  });
});

describe('a value that is always the same', () => {
  it.each([
    ['12.5', 'decimal', 12.5],
    ['', 'integer', undefined],
    ['much', 'integer', undefined],
    ['true', 'boolean', true],
    ['', 'boolean', false],
    ['12', 'string', '12'],
    ['9007199254740993', 'biginteger', '9007199254740993'],
    ['{"a":1}', 'json', { a: 1 }],
    ['{a', 'json', undefined],
  ])('"%s" in a field of type %s', (text, type, value) => {
    expect(constantOf(text, type)).toEqual(value);
  });

  it.each([12.5, true, 'text', { a: [1] }])('%j comes back as it was', (value) => {
    const type = { number: 'float', boolean: 'boolean', string: 'string', object: 'json' };
    expect(constantOf(constantText(value), type[typeof value as keyof typeof type])).toEqual(value);
  });
});

describe('what can be previewed of an unfinished action', () => {
  it('an action that touches no entry has no preview', () => {
    expect(previewInput({ ...form, kind: 'forward' }, TYPES)).toBeNull();
    expect(previewInput(form, [])).toBeNull();
  });

  it('an empty one still brings an event to choose from', () => {
    const preview = previewInput(EMPTY_ACTION, TYPES);
    expect(preview?.isComplete).toBe(false);
    expect(actionSchema.safeParse(preview?.action).success).toBe(true);
  });

  it('unfinished rows are left out, finished ones tell what would be saved', () => {
    const rows: ActionForm['rows'] = [
      { field: 'price', from: 'path', text: 'a..' },
      { field: '', from: 'path', text: 'id' },
      { field: 'isSold', from: 'value', text: 'true' },
      { field: 'isSold', from: 'value', text: 'false' },
    ];
    const preview = previewInput({ ...form, rows }, TYPES);
    expect(preview?.isComplete).toBe(true);
    expect(preview?.action).toMatchObject({
      mapping: [{ field: 'isSold', from: { value: true } }],
    });
  });
});

describe('a path that is chosen in the event', () => {
  const rows: ActionForm['rows'] = [
    { field: 'price', from: 'path', text: 'data.price' },
    { field: 'isSold', from: 'path', text: '' },
  ];

  it('goes where was typed last', () => {
    expect(withPath({ ...form, rows }, 'match', 'id').matchPath).toBe('id');
    expect(withPath({ ...form, rows }, 0, 'id').rows[0]?.text).toBe('id');
  });

  it('else to the first path that is missing', () => {
    expect(withPath({ ...form, rows, matchPath: '' }, undefined, 'id').matchPath).toBe('id');
    expect(withPath({ ...form, rows }, undefined, 'id').rows[1]?.text).toBe('id');
  });
});

describe('the order of actions', () => {
  it.each([
    [0, 1, ['b', 'a', 'c']],
    [2, 0, ['c', 'a', 'b']],
    [0, -1, ['a', 'b', 'c']],
    [2, 3, ['a', 'b', 'c']],
  ])('from %d to %d', (from, to, order) => {
    expect(moved(['a', 'b', 'c'], from, to)).toEqual(order);
  });
});
