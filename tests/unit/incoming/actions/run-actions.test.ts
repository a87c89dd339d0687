import { errors } from '@strapi/utils';

import { MappingError } from '../../../../server/src/incoming/actions/mapping';
import type { ActionContext } from '../../../../server/src/incoming/actions/run-action';
import { runActions } from '../../../../server/src/incoming/actions/run-actions';
import type { Action } from '../../../../server/src/incoming/contracts';

const anAction = (id: string, kind: 'handler' | 'delete' = 'handler'): Action =>
  kind === 'handler'
    ? { id, kind, eventTypes: ['*'] }
    : { id, kind, eventTypes: ['*'], contentType: 'x', match: { field: 'a', path: 'a' } };

function aContext(signal = new AbortController().signal): ActionContext {
  const event = {
    uid: 'evt_1',
    eventId: '1',
    eventType: 'a',
    sourceId: 1,
    slug: 'a',
    provider: 'a',
    receivedAt: '',
    traceId: '1',
  };
  return { event, payload: {}, isFirstRun: true, attempt: 2, replay: 1, signal };
}

interface RunOptions {
  /** Id of an action → what it throws. */
  broken?: Record<string, unknown>;
  done?: string[];
  context?: ActionContext;
}

/** Runs actions of which some break, and says which were begun. */
async function run(
  actions: Action[],
  { broken = {}, done = [], context = aContext() }: RunOptions = {},
) {
  const begun: string[] = [];
  const outcome = await runActions(actions, context, {
    done: new Set(done),
    now: () => 1_000,
    async runAction(action, _context, messageIds) {
      begun.push(action.id);
      messageIds.push(`msg_${action.id}`);
      if (action.id in broken) throw await Promise.resolve(broken[action.id]);
      return { effect: 'done' };
    },
  });
  return { begun, ...outcome };
}

test('runs them in their order, and passes over those that are done', async () => {
  const { begun, results, failure } = await run(
    ['a', 'b', 'c'].map((id) => anAction(id)),
    {
      done: ['b'],
    },
  );
  expect(begun).toEqual(['a', 'c']);
  expect(failure).toBeNull();
  expect(results).toMatchObject([
    { actionId: 'a', state: 'succeeded', attempt: 2, replay: 1, messageIds: ['msg_a'] },
    { actionId: 'c', state: 'succeeded', messageIds: ['msg_c'] },
  ]);
});

test('runs none after one that failed', async () => {
  const { begun, results, failure } = await run(
    ['a', 'b', 'c'].map((id) => anAction(id)),
    {
      broken: { b: new Error('No room left.') },
    },
  );
  expect(begun).toEqual(['a', 'b']);
  expect(results.map(({ state }) => state)).toEqual(['succeeded', 'failed']);
  expect(failure).toEqual({ message: 'No room left.', isFinal: false });
});

test('keeps what a failed handler has sent, since it is sent', async () => {
  const { results } = await run([anAction('a')], { broken: { a: new Error('x') } });
  expect(results[0]?.messageIds).toEqual(['msg_a']);
});

test('keeps nothing of what an entry would have sent that was not written', async () => {
  const { results } = await run([anAction('a', 'delete')], { broken: { a: new Error('x') } });
  expect(results[0]?.messageIds).toEqual([]);
});

test.each<[string, Action, unknown, boolean]>([
  ['a mapping that does not fit', anAction('a', 'delete'), new MappingError('x'), true],
  ['an entry that Strapi refuses', anAction('a', 'delete'), new errors.ValidationError('x'), true],
  ['a database that is gone', anAction('a', 'delete'), new Error('x'), false],
  ['a handler, whatever it throws', anAction('a'), new errors.ValidationError('x'), false],
  ['a handler that throws no error', anAction('a'), 'x', false],
])('%s', async (_name, action, error, isFinal) => {
  const { failure } = await run([action], { broken: { a: error } });
  expect(failure).toEqual({ message: expect.any(String), isFinal });
});

test('names every field that Strapi does not accept, rather than their number', async () => {
  const error = new errors.ValidationError('2 errors occurred', {
    errors: [{ message: 'text must be defined.' }, { message: 'name is too long.' }],
  });
  const { failure } = await run([anAction('a', 'delete')], { broken: { a: error } });
  expect(failure?.message).toBe('text must be defined. name is too long.');
});

test('cut short by the end of the process, it keeps what was done and counts no failure', async () => {
  const abort = new AbortController();
  abort.abort();
  const { results, failure, isCutShort } = await run([anAction('a'), anAction('b')], {
    broken: { b: new Error('aborted') },
    context: aContext(abort.signal),
  });
  expect(results.map(({ actionId }) => actionId)).toEqual(['a']);
  expect({ failure, isCutShort }).toEqual({ failure: null, isCutShort: true });
});
