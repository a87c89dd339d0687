import type { ActionResult } from '../../../server/src/incoming/contracts';
import { partTries, triesOf } from '../../../admin/src/pages/webhooks/incoming/event/tries';
import { headerText } from '../../../admin/src/pages/webhooks/incoming/verification/header-text';

const result = (id: number, replay: number, attempt: number, actionId = 'a-1'): ActionResult => ({
  id,
  actionId,
  kind: 'handler',
  state: 'succeeded',
  attempt,
  replay,
  error: null,
  entry: null,
  effect: null,
  startedAt: '2026-01-01T00:00:00.000Z',
  durationMs: 1,
  messageIds: [],
  runId: null,
});

const parted = (results: ActionResult[], replayCount: number) => {
  const { latest, earlier } = partTries({ results, replayCount });
  return [latest, ...earlier].map((some) => some.map(({ id }) => id));
};

it('the newest try of an event comes first, with its results in the order of the actions', () => {
  const results = [result(1, 0, 1), result(2, 0, 1, 'a-2'), result(3, 0, 2), result(4, 1, 1)];
  expect(triesOf(results).map((one) => one.map(({ id }) => id))).toEqual([[4], [3], [1, 2]]);
  expect(triesOf([])).toEqual([]);
});

it('after a replay that ran nothing, what was done before is history', () => {
  const results = [result(1, 0, 1), result(2, 0, 2)];
  expect(parted(results, 0)).toEqual([[2], [1]]);
  expect(parted(results, 1)).toEqual([[], [2], [1]]);
});

it('an action that was through before the last try keeps its place among the latest', () => {
  const results = [
    result(1, 0, 1, 'upsert'),
    result(2, 0, 1, 'handler'),
    result(3, 0, 2, 'handler'),
    result(4, 0, 2, 'forward'),
  ];
  expect(parted(results, 0)).toEqual([[1, 3, 4], [2]]);
});

it('a try after a recovery is one of its own, though its number was there before', () => {
  const results = [
    result(1, 0, 1, 'upsert'),
    result(2, 0, 1, 'handler'),
    result(3, 0, 2, 'handler'),
    result(4, 0, 1, 'handler'),
    result(5, 0, 1, 'handler'),
    result(6, 0, 1, 'forward'),
    result(7, 0, 2, 'forward'),
  ];
  expect(parted(results, 0)).toEqual([[1, 5, 7], [6], [4], [3], [2]]);
});

it('headers are filled into the console a line each', () => {
  expect(
    headerText([
      { name: 'Host', value: 'a.example' },
      { name: 'X-A', value: '1: 2' },
    ]),
  ).toBe('Host: a.example\nX-A: 1: 2');
});
