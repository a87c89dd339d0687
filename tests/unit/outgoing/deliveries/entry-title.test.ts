import { sentField } from '../../../../server/src/outgoing/deliveries/entry-title';

const body = (data: unknown) => JSON.stringify({ type: 'entry.create', data });

test.each<[unknown, string]>([
  [' Harbour at dawn ', 'Harbour at dawn'],
  [12, '12'],
  ['a'.repeat(300), 'a'.repeat(200)],
])('the title %j reads %j', (title, expected) => {
  expect(sentField(body({ entry: { title } }), 'title')).toBe(expected);
});

test.each<unknown>([
  null,
  'text',
  {},
  { isEntryOmitted: true },
  { entry: null },
  { entry: { title: ' ' } },
  { entry: { title: { a: 1 } } },
  { entry: { title: null } },
])('%j has no title', (data) => {
  expect(sentField(body(data), 'title')).toBeNull();
});

test('what an object inherits is no title', () => {
  expect(sentField(body({ entry: {} }), 'toString')).toBeNull();
});
