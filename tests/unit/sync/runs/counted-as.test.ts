import { resultOf, type ChangeOutcome } from '../../../../server/src/sync/apply/change-result';
import type { Change } from '../../../../server/src/sync/plan/change';
import { countedAs, type RunCounts } from '../../../../server/src/sync/runs/counted-as';

const link = { externalId: 'r', documentId: 'd' };
const document = { documentId: 'd', version: '', changedAt: 0, values: {} };
const written = [{ field: 'name', before: 'a', after: 'b' }];
const change = (kind: string, more: object = {}) =>
  ({ kind, link, document, external: { id: 'r' }, ...more }) as unknown as Change;
const update = (openConflict: string | null, toDocument: object[]) =>
  change('update', { openConflict, merge: { toExternal: [], toDocument } });

it.each<[string, Change, ChangeOutcome, keyof RunCounts | null]>([
  ['an entry that was made', change('create-document'), 'applied', 'created'],
  ['a record that would be made', change('create-external'), 'planned', 'created'],
  ['an update', update(null, written), 'applied', 'updated'],
  ['an update that leaves a question', update('digest', written), 'applied', 'conflicts'],
  ['two that agree by now', update(null, []), 'applied', null],
  ['a question about a deletion', change('ask-about-deletion'), 'applied', 'conflicts'],
  ['a deletion', change('delete-document'), 'applied', 'deleted'],
  ['a deletion that waits', change('delete-external'), 'held', 'held'],
  ['an update that was too late', update(null, written), 'outdated', 'outdated'],
  ['a record that does not fit', change('quarantine', { externalId: 'r' }), 'failed', 'failed'],
  ['a pair that is left alone', change('leave'), 'applied', null],
])('%s counts', (_name, one, outcome, expected) => {
  expect(countedAs(resultOf(one, outcome))).toBe(expected);
});
