import type {
  EventDetail,
  EventRun,
  EventRunKind,
  Source,
} from '../../server/src/incoming/contracts';
import { createAppDirectory } from '../support/app-directory';
import { everyDatabase } from '../support/databases';
import {
  accepted,
  aNoteUpsert,
  createSource,
  deleteAllSources,
  emptyEventLog,
  eventOf,
  eventsOf,
  eventsTable,
  INCOMING,
  incomingOf,
  post,
  settledEvents,
  worked,
} from '../support/incoming';
import { eventually } from '../support/outgoing';
import { refusal } from '../support/refusals';
import { startStrapi, type RunningStrapi } from '../support/strapi';

const HOUR_MS = 60 * 60 * 1000;
const CONFIG = { webhooks: { retrySchedule: [100], retryAttempts: 1, jitter: 0 } };
const iso = (at: number) => new Date(at).toISOString();
const sinceAnHour = (kind: EventRunKind) => ({ kind, from: iso(Date.now() - HOUR_MS) });

const send = (running: RunningStrapi, path: string, body: object = {}) =>
  running.http.post(`${INCOMING}${path}`).send(body);

/** Copies of a source's only event. */
async function copies(running: RunningStrapi, sourceId: number, count: number, change: object) {
  const { id: _id, ...row } = await eventsTable(running).where({ source_id: sourceId }).first();
  const rows = Array.from({ length: count }, (_, n) => ({
    ...row,
    uid: `evt_copy-${sourceId}-${n}`,
    event_id: `copy-${n}`,
    dedupe_key: `copy-${n}`,
    ...change,
  }));
  await running.strapi.db.connection.batchInsert('ib_webhook_events', rows, 50);
}

everyDatabase('running events again', (client) => {
  let running: RunningStrapi;
  let source: Source;
  /** Of a note that is not there yet. */
  let newNumber = 1_000;
  beforeAll(async () => {
    running = await startStrapi({ client, config: CONFIG });
  });
  afterAll(() => running.stop());
  beforeEach(async () => {
    await deleteAllSources(running);
    await emptyEventLog(running);
    source = await createSource(running, { actions: [aNoteUpsert()] });
  });

  const runOf = async (id: number): Promise<EventRun> =>
    (await running.http.get(`${INCOMING}/runs/${id}`).expect(200)).body.data;
  const ended = (id: number) =>
    eventually(async () => {
      const run = await runOf(id);
      return run.state !== 'running' && run;
    });
  const start = async (body: object, of = source): Promise<EventRun> =>
    (await send(running, `/sources/${of.id}/runs`, body).expect(200)).body.data;
  const count = async (body: object) =>
    (await send(running, `/sources/${source.id}/runs/preview`, body).expect(200)).body.data.count;
  const update = (body: object) =>
    running.http.put(`${INCOMING}/sources/${source.id}`).send(body).expect(200);
  const setState = (id: number, state: string, columns: object = {}) =>
    eventsTable(running)
      .where({ id })
      .update({ state, ...columns });
  /** One that succeeded, one that failed and one that was refused. */
  async function threeEvents() {
    newNumber += 1;
    const good = await worked(running, source, { data: { number: 1, text: 'a' } });
    const bad = await worked(running, source, { data: { number: newNumber } });
    await post(running.url, source.slug, { body: { id: 'refused' }, signature: 'ff' });
    const [refused] = await eventually(async () => {
      const found = await eventsOf(running, source.id, '&state=refused');
      return found.length > 0 && found;
    });
    return { good, bad, refused: refused! };
  }

  it('recovers what failed, having said how much that is', async () => {
    const { good, bad, refused } = await threeEvents();
    await update({
      actions: [aNoteUpsert({ mapping: [{ field: 'text', from: { value: 'mended' } }] })],
    });
    expect(await count(sinceAnHour('recover'))).toBe(1);
    const run = await start(sinceAnHour('recover'));
    expect(run).toEqual({
      id: expect.any(Number),
      sourceId: source.id,
      kind: 'recover',
      state: 'running',
      total: 1,
      done: 0,
      createdAt: expect.any(String),
      finishedAt: null,
    });
    expect(await ended(run.id)).toMatchObject({
      state: 'finished',
      done: 1,
      finishedAt: expect.any(String),
    });
    await settledEvents(running, source.id, [bad.eventId ?? '']);
    expect(await eventOf(running, bad.id)).toMatchObject({ state: 'succeeded', lastError: null });
    expect((await eventOf(running, good.id)).results).toHaveLength(1);
    expect((await eventOf(running, refused.id)).state).toBe('refused');
    const list = await running.http.get(`${INCOMING}/sources/${source.id}/runs`).expect(200);
    expect(list.body.data).toMatchObject([{ id: run.id, state: 'finished' }]);
  });

  it('recovers only what failed: what is done stays done, and is neither told nor sent on again', async () => {
    const forward = { id: 'first', kind: 'forward', eventTypes: ['*'], messageType: 'note.once' };
    const broken = aNoteUpsert({ id: 'second', mapping: [] });
    const code = { id: 'third', kind: 'handler', eventTypes: ['*'] };
    newNumber += 1;
    await update({ actions: [forward, broken, code] });
    const bad = await worked(running, source, { data: { number: newNumber, text: 'a' } });
    const outcomeOf = ({ actionId, state, replay, attempt }: EventDetail['results'][number]) => [
      actionId,
      state,
      replay,
      attempt,
    ];
    expect(bad.results.map(outcomeOf)).toEqual([
      ['first', 'succeeded', 0, 1],
      ['second', 'failed', 0, 1],
    ]);

    const tries: [isFirstRun: boolean, attempt: number][] = [];
    const remove = incomingOf(running).on(source.slug, '*', ({ isFirstRun, attempt }) => {
      tries.push([isFirstRun, attempt]);
      if (attempt === 1) throw new Error('Not yet.');
    });
    await update({ actions: [forward, aNoteUpsert({ id: 'second' }), code] });
    await ended((await start(sinceAnHour('recover'))).id);
    await settledEvents(running, source.id, [bad.eventId ?? '']);
    remove();

    const recovered = await eventOf(running, bad.id);
    expect(recovered).toMatchObject({ state: 'succeeded', replayCount: 0, attemptCount: 2 });
    expect(recovered.results.slice(2).map(outcomeOf)).toEqual([
      ['second', 'succeeded', 0, 1],
      ['third', 'failed', 0, 1],
      ['third', 'succeeded', 0, 2],
    ]);
    expect(tries).toEqual([
      [false, 1],
      [false, 2],
    ]);
    const sent = await running.strapi.db
      .connection('ib_webhook_messages')
      .where({ event_type: 'note.once' });
    expect(sent).toHaveLength(1);
  });

  it('recovers what no handler was there for as well', async () => {
    const code = { id: 'first', kind: 'handler', eventTypes: ['*'] };
    newNumber += 1;
    await update({ actions: [code, aNoteUpsert({ id: 'second', mapping: [] })] });
    const bad = await worked(running, source, { data: { number: newNumber, text: 'a' } });
    expect(bad.results.map(({ actionId, effect }) => [actionId, effect])).toEqual([
      ['first', 'no-handler'],
      ['second', null],
    ]);
    const handled: number[] = [];
    const remove = incomingOf(running).on(source.slug, '*', ({ attempt }) => {
      handled.push(attempt);
    });
    await update({ actions: [code, aNoteUpsert({ id: 'second' })] });
    await ended((await start(sinceAnHour('recover'))).id);
    await settledEvents(running, source.id, [bad.eventId ?? '']);
    remove();
    expect(handled).toEqual([1]);
    expect(await eventOf(running, bad.id)).toMatchObject({ state: 'succeeded' });
  });

  it('replays a range, whatever became of its events, and nothing outside of it', async () => {
    const { good, bad, refused } = await threeEvents();
    const old = await worked(running, source, { data: { number: 3, text: 'a' } });
    await eventsTable(running)
      .where({ id: old.id })
      .update({ created_at: Date.now() - 2 * HOUR_MS });
    expect(await count(sinceAnHour('replay'))).toBe(2);
    const to = iso(Date.now() - HOUR_MS);
    expect(await count({ kind: 'replay', from: iso(Date.now() - 3 * HOUR_MS), to })).toBe(1);
    const run = await start(sinceAnHour('replay'));
    expect(await ended(run.id)).toMatchObject({ total: 2, done: 2, state: 'finished' });
    await settledEvents(running, source.id, [good.eventId ?? '', bad.eventId ?? '']);
    const resultsOf = async (id: number) => (await eventOf(running, id)).results.length;
    expect(await resultsOf(good.id)).toBe(2);
    expect(await resultsOf(bad.id)).toBe(2);
    expect(await resultsOf(old.id)).toBe(1);
    expect(await eventOf(running, refused.id)).toMatchObject({ state: 'refused', results: [] });
  });

  it('discards what waits or failed, and leaves alone what is through', async () => {
    const { good, bad, refused } = await threeEvents();
    await update({ isActive: false });
    await copies(running, source.id, 3, { state: 'pending', finished_at: null });
    expect(await count(sinceAnHour('discard'))).toBe(4);
    const run = await start(sinceAnHour('discard'));
    expect(await ended(run.id)).toMatchObject({ total: 4, done: 4, state: 'finished' });
    expect((await eventsOf(running, source.id, '&state=cancelled')).length).toBe(4);
    const stateOf = async ({ id }: { id: number }) => (await eventOf(running, id)).state;
    expect([await stateOf(good), await stateOf(bad), await stateOf(refused)]).toEqual([
      'succeeded',
      'cancelled',
      'refused',
    ]);
  });

  it('works in batches that can be stopped, and says how far it came', async () => {
    await worked(running, source, { data: { number: 4, text: 'a' } });
    // Fifty batches with their pauses: seconds, in which a busy machine answers the two requests as well.
    await copies(running, source.id, 10_000, {});
    const { id, total } = await start(sinceAnHour('replay'));
    expect(total).toBe(10_001);
    await eventually(async () => (await runOf(id)).done >= 200, { everyMs: 5 });
    const { body } = await send(running, `/runs/${id}/cancel`).expect(200);
    expect(body.data).toMatchObject({ id, state: 'cancelled', finishedAt: expect.any(String) });
    const { done } = await runOf(id);
    expect(done).toBeGreaterThanOrEqual(200);
    expect(done).toBeLessThan(10_001);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await runOf(id)).done).toBe(done);
    const replayed = await eventsTable(running).where({ replay_count: 1 }).count({ n: '*' });
    expect(Number(replayed[0]?.n)).toBe(done);
    expect((await send(running, `/runs/${id}/cancel`).expect(200)).body.data.state).toBe(
      'cancelled',
    );
  });

  it('takes up what a stopped process left', async () => {
    const { id: eventId } = await worked(running, source, { data: { number: 5, text: 'a' } });
    const run = await ended((await start(sinceAnHour('replay'))).id);
    await running.strapi.db
      .connection('ib_webhook_event_runs')
      .where({ id: run.id })
      .update({ state: 'running', done: 0, next_id: eventId, finished_at: null });
    await settledEvents(running, source.id, [(await eventOf(running, eventId)).eventId ?? '']);
    await incomingOf(running).upkeep.run();
    expect(await ended(run.id)).toMatchObject({ state: 'finished', done: 1 });
    await eventually(async () => (await eventOf(running, eventId)).results.length === 3);
  });

  it('of a deleted source ends', async () => {
    const { id: eventId } = await worked(running, source, { data: { number: 6, text: 'a' } });
    const run = await ended((await start(sinceAnHour('replay'))).id);
    await running.http.delete(`${INCOMING}/sources/${source.id}`).expect(200);
    await running.strapi.db
      .connection('ib_webhook_event_runs')
      .where({ id: run.id })
      .update({ state: 'running', next_id: eventId });
    await incomingOf(running).upkeep.run();
    expect(await ended(run.id)).toMatchObject({ state: 'cancelled' });
  });

  if (client !== 'sqlite') return;

  it.each<[object, string]>([
    [{ kind: 'replay' }, 'from'],
    [{ kind: 'explode', from: iso(0) }, 'kind'],
    [{ kind: 'replay', from: 'yesterday' }, 'from'],
    [{ kind: 'replay', from: iso(2), to: iso(1) }, 'to'],
    [{ kind: 'replay', from: iso(0), colour: 'red' }, ''],
  ])('refuses the range %j', async (body, path) => {
    for (const route of ['runs', 'runs/preview']) {
      const answer = await refusal(send(running, `/sources/${source.id}/${route}`, body));
      expect(answer).toMatchObject({ status: 400, code: 'invalid-input', path });
    }
  });

  it('needs a source that is there and turned on, and a run that there is', async () => {
    await update({ isActive: false });
    for (const kind of ['recover', 'replay'] as const) {
      const answer = refusal(send(running, `/sources/${source.id}/runs`, sinceAnHour(kind)));
      expect(await answer).toMatchObject({ status: 400, code: 'source-inactive' });
    }
    for (const request of [
      running.http.get(`${INCOMING}/runs/999999`),
      send(running, '/runs/999999/cancel'),
    ]) {
      expect(await refusal(request)).toMatchObject({ status: 404, code: 'run-not-found' });
    }
  });

  describe('one event', () => {
    const replay = (id: number) => send(running, `/events/${id}/replay`);
    const discard = (id: number) => send(running, `/events/${id}/discard`);

    it('does its actions once more', async () => {
      const event = await worked(running, source, { data: { number: 7, text: 'a' } });
      await replay(event.id).expect(200);
      await eventually(async () => (await eventOf(running, event.id)).results.length === 2);
    });

    it('does them at once where it waits', async () => {
      const event = await worked(running, source, { data: { number: 8, text: 'a' } });
      await setState(event.id, 'pending', { due_at: Date.now() + HOUR_MS, finished_at: null });
      const [waiting] = await eventsOf(running, source.id);
      expect(Date.parse(waiting?.nextAttemptAt ?? '')).toBeGreaterThan(Date.now());
      await replay(event.id).expect(200);
      await settledEvents(running, source.id, [event.eventId ?? '']);
    });

    it('never does those of a refused one, or of a source that is off or gone', async () => {
      const { good, refused } = await threeEvents();
      expect(await refusal(replay(refused.id))).toMatchObject({
        status: 400,
        code: 'event-refused',
      });
      await update({ isActive: false });
      expect(await refusal(replay(good.id))).toMatchObject({ code: 'source-inactive' });
      await running.http.delete(`${INCOMING}/sources/${source.id}`).expect(200);
      expect(await refusal(replay(good.id))).toMatchObject({ code: 'source-deleted' });
      expect(await refusal(replay(999_999))).toMatchObject({
        status: 404,
        code: 'event-not-found',
      });
      expect((await eventOf(running, refused.id)).state).toBe('refused');
    });

    it('is discarded where it waits or failed, and not where it is through or under way', async () => {
      const { good, bad, refused } = await threeEvents();
      const { body } = await discard(bad.id).expect(200);
      expect(body.data).toMatchObject({ id: bad.id, state: 'cancelled' });
      expect((await discard(bad.id).expect(200)).body.data.state).toBe('cancelled');
      for (const { id } of [good, refused]) {
        expect(await refusal(discard(id))).toMatchObject({
          status: 400,
          code: 'event-not-discardable',
        });
      }
      await setState(bad.id, 'running', { lease_until: Date.now() + HOUR_MS });
      const { message, code } = await refusal(discard(bad.id));
      expect({ message, code }).toEqual({
        message: expect.stringContaining('under way'),
        code: 'event-not-discardable',
      });
      await setState(bad.id, 'failed', { lease_until: null });
      expect(await refusal(discard(999_999))).toMatchObject({ status: 404 });
    });
  });
});

describe('a range that is under way when the site stops', () => {
  it('goes on at the next start, and takes no event twice', async () => {
    const app = createAppDirectory({ config: CONFIG });
    try {
      const before = await startStrapi({ app });
      const source = await createSource(before, { actions: [aNoteUpsert({ eventTypes: ['x'] })] });
      await accepted(before, source, { type: 'none' });
      await copies(before, source.id, 1_500, {});
      const path = `/sources/${source.id}/runs`;
      const { body } = await send(before, path, sinceAnHour('replay')).expect(200);
      await before.stop();

      const after = await startStrapi({ app });
      const table = after.strapi.db.connection('ib_webhook_event_runs');
      await eventually(async () => (await table.clone().first()).state === 'finished');
      expect(await table.clone().first()).toMatchObject({ id: body.data.id, done: 1_501 });
      const replays = await eventsTable(after).distinct('replay_count').pluck('replay_count');
      await after.stop();
      expect(replays).toEqual([1]);
    } finally {
      app.remove();
    }
  });
});
