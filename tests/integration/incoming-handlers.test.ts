import type { HandlerContext } from '../../server/src/incoming/actions/handlers';
import type { ActionInput } from '../../server/src/incoming/contracts';
import { aNote } from '../support/builders';
import {
  accepted,
  aNoteUpsert,
  createSource,
  eventOf,
  eventsTable,
  INCOMING,
  incomingOf,
  settledEvent,
  worked,
} from '../support/incoming';
import { createEndpoint, eventually, sendEvent } from '../support/outgoing';
import { startSiteForSuite } from '../support/site-with-receiver';
import type { RunningStrapi } from '../support/strapi';

const CONFIG = { webhooks: { retrySchedule: [100], retryAttempts: 2, jitter: 0 } };
const HANDLERS: ActionInput = { id: 'code', kind: 'handler', eventTypes: ['*'] };

describe('handlers of the site’s own code', () => {
  let running: RunningStrapi;
  const removals: (() => void)[] = [];

  startSiteForSuite({ config: CONFIG }, (site) => {
    running = site.running;
  });
  afterEach(() => removals.splice(0).forEach((remove) => remove()));

  const on = (...args: Parameters<ReturnType<typeof incomingOf>['on']>) =>
    removals.push(incomingOf(running).on(...args));
  const replay = (id: number) => running.http.post(`${INCOMING}/events/${id}/replay`).expect(200);

  it('are told of an event what they need', async () => {
    const source = await createSource(running, { slug: 'told' });
    const contexts: HandlerContext[] = [];
    on('told', 'note.*', (context) => void contexts.push(context));
    const event = await worked(running, source, { type: 'note.saved', n: 1 });
    expect(contexts).toMatchObject([
      {
        event: {
          uid: event.uid,
          eventId: event.eventId,
          eventType: 'note.saved',
          sourceId: source.id,
          slug: 'told',
          provider: 'generic-hmac',
          receivedAt: event.receivedAt,
          traceId: event.traceId,
        },
        payload: { id: event.eventId, type: 'note.saved', n: 1 },
        isFirstRun: true,
        attempt: 1,
      },
    ]);
    expect(contexts[0]?.signal.aborted).toBe(false);
  });

  it('are not run again while they are at it', async () => {
    const source = await createSource(running, { slug: 'at-it' });
    let end: () => void = () => {};
    const isAtIt = new Promise<void>((resolve) => {
      on('at-it', '*', () => {
        resolve();
        return new Promise<void>((done) => (end = done));
      });
    });
    const eventId = await accepted(running, source);
    await isAtIt;
    const { id } = await eventsTable(running).where({ event_id: eventId }).first();
    const { body } = await running.http.post(`${INCOMING}/events/${id}/replay`).expect(400);
    expect(body.error.details.code).toBe('event-running');
    end();
    await settledEvent(running, source.id, eventId);
    await replay(id);
    await eventually(async () => {
      end();
      const { state, replayCount } = await eventOf(running, id);
      return state === 'succeeded' && replayCount === 1;
    });
  });

  it('run without being listed, after everything else, for the types they are for', async () => {
    const source = await createSource(running, { slug: 'unlisted', actions: [aNoteUpsert()] });
    on('unlisted', 'note.paid', () => {});
    const data = { number: 1, text: 'a' };
    const paid = await worked(running, source, { type: 'note.paid', data });
    expect(paid.results).toMatchObject([
      { actionId: 'upsert', kind: 'upsert' },
      { actionId: 'handlers', kind: 'handler', state: 'succeeded', effect: 'handled' },
    ]);
    const sent = await worked(running, source, { type: 'note.sent', data });
    expect(sent.results).toMatchObject([{ actionId: 'upsert' }]);
  });

  it('run for every source of the provider that they name', async () => {
    const seen: string[] = [];
    on('static-token', '*', ({ event }) => void seen.push(event.slug));
    const source = await createSource(running, {
      slug: 'token',
      provider: 'static-token',
      settings: { header: 'x-token', prefix: '' },
      secret: 'abc',
    });
    const other = await createSource(running);
    await worked(running, other);
    const answer = await fetch(`${running.url}/api/integration-builder/in/${source.slug}`, {
      method: 'POST',
      body: '{}',
      headers: { 'x-token': 'abc' },
    });
    expect(answer.status).toBe(200);
    await eventually(() => Promise.resolve(seen.length > 0));
    expect(seen).toEqual(['token']);
  });

  it('run at their place where they are listed, and are skipped where there is none', async () => {
    const source = await createSource(running, {
      slug: 'listed',
      actions: [HANDLERS, aNoteUpsert()],
    });
    const event = { data: { number: 2, text: 'a' } };
    expect((await worked(running, source, event)).results).toMatchObject([
      { actionId: 'code', state: 'skipped', effect: 'no-handler' },
      { actionId: 'upsert', state: 'succeeded' },
    ]);
    on('listed', '*', () => {});
    expect((await worked(running, source, event)).results).toMatchObject([
      { actionId: 'code', state: 'succeeded' },
      { actionId: 'upsert', state: 'succeeded' },
    ]);
  });

  it('are tried again by the schedule, and what was done before them is not done twice', async () => {
    const source = await createSource(running, {
      slug: 'tried',
      actions: [aNoteUpsert(), HANDLERS, { id: 'last', kind: 'forward', eventTypes: ['*'] }],
    });
    const runs: [boolean, number][] = [];
    on('tried', '*', ({ isFirstRun, attempt }) => {
      runs.push([isFirstRun, attempt]);
      if (attempt < 3) throw new Error(`Not at attempt ${attempt}.`);
    });
    const eventId = await accepted(running, source, { data: { number: 3, text: 'a' } });
    const waiting = await eventually(async () => {
      const [row] = await eventsTable(running).where({ source_id: source.id });
      return row.state === 'pending' && row.attempts === 1 && eventOf(running, row.id);
    });
    expect(waiting).toMatchObject({
      lastError: 'Not at attempt 1.',
      nextAttemptAt: expect.any(String),
      finishedAt: null,
    });
    const event = await settledEvent(running, source.id, eventId);
    expect(event).toMatchObject({ state: 'succeeded', attemptCount: 3, lastError: null });
    expect(runs).toEqual([
      [true, 1],
      [false, 2],
      [false, 3],
    ]);
    expect(event.results.map(({ actionId, state, attempt }) => [actionId, state, attempt])).toEqual(
      [
        ['upsert', 'succeeded', 1],
        ['code', 'failed', 1],
        ['code', 'failed', 2],
        ['code', 'succeeded', 3],
        ['last', 'succeeded', 3],
      ],
    );
  });

  it('fail for good after the last try, and are told on a replay that it is not the first', async () => {
    const source = await createSource(running, { slug: 'failing' });
    const runs: [boolean, number][] = [];
    let isMended = false;
    on('failing', '*', ({ isFirstRun, attempt }) => {
      runs.push([isFirstRun, attempt]);
      if (!isMended) throw new TypeError('Cannot read it.');
    });
    const failed = await worked(running, source);
    expect(failed).toMatchObject({
      state: 'failed',
      attemptCount: 3,
      lastError: 'Cannot read it.',
      nextAttemptAt: null,
    });
    isMended = true;
    await replay(failed.id);
    const again = await settledEvent(running, source.id, failed.eventId ?? '');
    expect(again).toMatchObject({ state: 'succeeded', attemptCount: 1, lastError: null });
    expect(runs).toEqual([
      [true, 1],
      [false, 2],
      [false, 3],
      [false, 1],
    ]);
    expect(again.results.at(-1)).toMatchObject({ replay: 1, attempt: 1, state: 'succeeded' });
  });

  it('may throw anything', async () => {
    const source = await createSource(running, { slug: 'anything' });
    on('anything', '*', () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- a site's code may
      throw null;
    });
    expect(await worked(running, source)).toMatchObject({ state: 'failed', lastError: 'null' });
  });

  it('leave a trace on the content they change and the messages they send, also if they fail', async () => {
    await createEndpoint(running, 'http://127.0.0.1:9/', { eventTypes: ['order.paid', 'entry.*'] });
    const source = await createSource(running, { slug: 'traced' });
    on('traced', '*', async ({ attempt }) => {
      await sendEvent(running, 'order.paid', {});
      if (attempt === 1) throw new Error('After it was sent.');
      await running.strapi.documents('api::note.note').create({ data: aNote() });
    });
    const { traceId, results, deliveries } = await worked(running, source);
    const messages = await running.strapi.db
      .connection('ib_webhook_messages')
      .where({ trace_id: traceId })
      .orderBy('id');
    expect(messages.map(({ event_type }) => event_type)).toEqual([
      'order.paid',
      'order.paid',
      'entry.create',
    ]);
    const [first, second, third] = messages.map(({ uid }) => uid);
    expect(results.map(({ state, messageIds }) => [state, messageIds])).toEqual([
      ['failed', [first]],
      ['succeeded', [second, third]],
    ]);
    expect(deliveries.map(({ messageId }) => messageId).sort()).toEqual(
      [first, second, third].sort(),
    );
  });
});
