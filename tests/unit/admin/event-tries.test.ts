import type { ActionResult } from '../../../server/src/incoming/contracts';
import { partTries, triesOf } from '../../../admin/src/pages/webhooks/incoming/event/tries';
import { headerText } from '../../../admin/src/pages/webhooks/incoming/verification/header-text';

const result = (id: number, replay: number, attempt: number): ActionResult => ({
  id,
  actionId: 'a-1',
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
});

it('the newest try of an event comes first, with its results in the order of the actions', () => {
  const results = [result(1, 0, 1), result(2, 0, 1), result(3, 0, 2), result(4, 1, 1)];
  expect(triesOf(results).map((one) => one.results.map(({ id }) => id))).toEqual([
    [4],
    [3],
    [1, 2],
  ]);
  expect(triesOf([])).toEqual([]);
});

it('after a replay that ran nothing, what was done before is history', () => {
  const results = [result(1, 0, 1), result(2, 0, 2)];
  const idsOf = (replayCount: number) => {
    const { newest, earlier } = partTries({ results, replayCount });
    return [newest, ...earlier].map((one) => one?.results.map(({ id }) => id));
  };
  expect(idsOf(0)).toEqual([[2], [1]]);
  expect(idsOf(1)).toEqual([undefined, [2], [1]]);
});

it('headers are filled into the console a line each', () => {
  expect(
    headerText([
      { name: 'Host', value: 'a.example' },
      { name: 'X-A', value: '1: 2' },
    ]),
  ).toBe('Host: a.example\nX-A: 1: 2');
});
