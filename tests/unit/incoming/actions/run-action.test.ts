import { createHandlers } from '../../../../server/src/incoming/actions/handlers';
import {
  createActionRunner,
  type ActionContext,
} from '../../../../server/src/incoming/actions/run-action';
import { currentTrace } from '../../../../server/src/trace';

const EVENT = {
  uid: 'evt_1',
  eventId: 'in_1',
  eventType: 'invoice/paid',
  sourceId: 1,
  slug: 'shop',
  provider: 'stripe',
  receivedAt: '2026-01-01T00:00:00.000Z',
  traceId: 'a'.repeat(32),
};
const CONTEXT: ActionContext = {
  event: EVENT,
  payload: { n: 1 },
  isFirstRun: true,
  attempt: 1,
  replay: 2,
  signal: new AbortController().signal,
};

function aRunner(options: { handlerLimitMs?: number } = {}) {
  const handlers = createHandlers();
  const sent: { type: string; data?: unknown; idempotencyKey?: string | undefined }[] = [];
  const traces: (string | undefined)[] = [];
  const runAction = createActionRunner({
    ...options,
    handlers,
    entries: {
      upsert: () => Promise.reject(new Error('unused')),
      change: () => Promise.reject(new Error('unused')),
    },
    beginSync: () => Promise.reject(new Error('unused')),
    forward(event) {
      sent.push(event);
      const trace = currentTrace();
      traces.push(trace?.traceId);
      // As the outbox does, also where the key is taken and the message is therefore not recorded.
      trace?.messageIds.push('msg_not-recorded');
      return Promise.resolve({ messageId: 'msg_first', isRepeated: true });
    },
  });
  return { handlers, sent, traces, runAction };
}

test('forwards under a name that an event of the site can have, within the trace', async () => {
  const { runAction, sent, traces } = aRunner();
  const messageIds: string[] = [];
  await runAction({ id: 'f', kind: 'forward', eventTypes: ['*'] }, CONTEXT, messageIds);
  expect(sent).toMatchObject([
    { type: 'shop.invoice.paid', data: { payload: { n: 1 }, eventType: 'invoice/paid' } },
  ]);
  expect(traces).toEqual([EVENT.traceId]);
  expect(messageIds).toEqual(['msg_first']);
});

test('forwards an event once however often it is tried, and anew when it is run again', async () => {
  const { runAction, sent } = aRunner();
  for (const change of [{}, { attempt: 2 }, { replay: 3 }]) {
    const action = { id: 'f', kind: 'forward', eventTypes: ['*'], messageType: 'a.b' } as const;
    await runAction({ ...action, eventTypes: ['*'] }, { ...CONTEXT, ...change }, []);
  }
  const [first, again, replayed] = sent.map(({ idempotencyKey }) => idempotencyKey);
  expect(again).toBe(first);
  expect(replayed).not.toBe(first);
  expect(sent[0]?.type).toBe('a.b');
});

test('runs the handlers one after the other, and says where there is none', async () => {
  const { runAction, handlers } = aRunner();
  const ran: string[] = [];
  const listed = { id: 'h', kind: 'handler' as const, eventTypes: ['*'] };
  expect(await runAction(listed, CONTEXT, [])).toEqual({ effect: 'no-handler', isSkipped: true });
  handlers.on('shop', 'invoice/*', async ({ payload }) => {
    await Promise.resolve();
    ran.push(`first ${JSON.stringify(payload)}`);
  });
  handlers.on('stripe', '*', () => void ran.push(`second in ${currentTrace()?.traceId}`));
  expect(await runAction(listed, CONTEXT, [])).toEqual({ effect: 'handled' });
  expect(ran).toEqual(['first {"n":1}', `second in ${EVENT.traceId}`]);
});

test('a handler that does not end is told to, fails, and no other runs after it', async () => {
  const { runAction, handlers } = aRunner({ handlerLimitMs: 50 });
  let wasTold = false;
  let ranNext = false;
  handlers.on('shop', '*', ({ signal }) => {
    signal.addEventListener('abort', () => (wasTold = true));
    return new Promise(() => {});
  });
  handlers.on('shop', '*', () => void (ranNext = true));
  const running = runAction({ id: 'h', kind: 'handler', eventTypes: ['*'] }, CONTEXT, []);
  await expect(running).rejects.toThrow('had not ended after 0.05 seconds');
  expect({ wasTold, ranNext }).toEqual({ wasTold: true, ranNext: false });
});
