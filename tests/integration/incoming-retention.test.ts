import type { Source } from '../../server/src/incoming/contracts';
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
  worked,
} from '../support/incoming';
import { eventually } from '../support/outgoing';
import { startStrapi, type RunningStrapi } from '../support/strapi';

const HOUR_MS = 60 * 60 * 1000;

everyDatabase('the retention of events', (client) => {
  let running: RunningStrapi;
  let source: Source;
  beforeAll(async () => {
    running = await startStrapi({ client, config: { webhooks: { eventRetention: HOUR_MS } } });
  });
  afterAll(() => running.stop());
  beforeEach(async () => {
    await deleteAllSources(running);
    await emptyEventLog(running);
    source = await createSource(running, { actions: [aNoteUpsert()] });
  });

  const table = (name: string) => running.strapi.db.connection(`ib_webhook_${name}`);
  const prune = () => incomingOf(running).retention.prune();
  const age = (ids: number[], isFinished = true) => {
    const at = Date.now() - 2 * HOUR_MS;
    return eventsTable(running)
      .whereIn('id', ids)
      .update({ created_at: at, ...(isFinished && { finished_at: at }) });
  };
  const shown = async (query = '') =>
    (await eventsOf(running, source.id, query)).map(({ id }) => id);
  async function copies(count: number, change: object): Promise<number[]> {
    const { id: first, ...row } = await eventsTable(running).orderBy('id', 'desc').first();
    const rows = Array.from({ length: count }, (_, n) => ({
      ...row,
      uid: `evt_${first}-${n}`,
      dedupe_key: null,
      ...change,
    }));
    await running.strapi.db.connection.batchInsert('ib_webhook_events', rows, 50);
    return eventsTable(running).where('id', '>', first).orderBy('id').pluck('id');
  }
  const refuse = (count: number) =>
    Promise.all(
      Array.from({ length: count }, () =>
        post(running.url, source.slug, { body: {}, signature: 'ff' }),
      ),
    );

  it('removes what ended before its time with its results, and nothing else', async () => {
    const old = await worked(running, source, { data: { number: 1, text: 'a' } });
    const young = await worked(running, source, { data: { number: 2, text: 'a' } });
    await age([old.id]);
    await prune();
    expect(await shown()).toEqual([young.id]);
    await running.http.get(`${INCOMING}/events/${old.id}`).expect(404);
    const results = await table('action_results').pluck('event_id');
    expect(results.map(Number)).toEqual([young.id]);
  });

  it('forgets the ids of what it removed, so that the service may use them again', async () => {
    const { id, eventId } = await worked(running, source, { id: 'used-again' });
    await age([id]);
    await prune();
    await worked(running, source, { id: eventId ?? '' });
    const [again] = await eventsOf(running, source.id);
    expect(again).toMatchObject({ eventId: 'used-again', repeatCount: 0 });
  });

  it('keeps what waits, however old, what has only just ended, and what was run again', async () => {
    const ended = await worked(running, source, { data: { number: 3, text: 'a' } });
    const [waiting = 0] = await copies(1, {
      state: 'pending',
      due_at: Date.now() + HOUR_MS,
      finished_at: null,
    });
    await age([ended.id, waiting], false);
    await prune();
    expect(await shown()).toEqual([waiting, ended.id]);
    expect((await eventOf(running, ended.id)).results).toHaveLength(1);
  });

  it('goes through many batches, past those that it keeps', async () => {
    await worked(running, source, { data: { number: 4, text: 'a' } });
    const ids = await copies(1_200, {});
    await age(ids);
    await eventsTable(running)
      .whereIn('id', ids.slice(0, 600))
      .update({ state: 'pending', finished_at: null, due_at: Date.now() + HOUR_MS });
    await prune();
    const [left] = await eventsTable(running).count({ n: '*' });
    expect(Number(left?.n)).toBe(601);
  });

  it('removes ended runs and counts that are as old, and keeps a run that goes on', async () => {
    const run = {
      kind: 'replay',
      next_id: 0,
      last_id: 0,
      from_time: 0,
      to_time: 0,
      total: 0,
      done: 0,
    };
    const old = Date.now() - 2 * HOUR_MS;
    const common = { ...run, source_id: source.id, created_at: old };
    await table('event_runs').insert([
      { ...common, state: 'finished', finished_at: old },
      { ...common, state: 'cancelled', finished_at: old },
      { ...common, state: 'running', finished_at: null },
    ]);
    await accepted(running, source);
    const counts = { source_id: source.id, accepted: 1, repeated: 0, refused: 0 };
    await table('source_statistics').insert({ ...counts, bucket_at: old });
    await prune();
    const states = await table('event_runs').pluck('state');
    // Upkeep may have ended it meanwhile, since it has nothing to do.
    expect(states).toHaveLength(1);
    expect(await table('source_statistics').where('bucket_at', '<=', old)).toEqual([]);
    // Counts are written down once a second.
    await eventually(async () => (await table('source_statistics')).length > 0);
  });

  it('keeps twenty refused ones a minute', async () => {
    await refuse(30);
    await eventually(async () => (await shown('&state=refused')).length > 0);
    expect(await shown('&state=refused&pageSize=100')).toHaveLength(20);
    const item = await running.http.get(`${INCOMING}/sources/${source.id}`).expect(200);
    expect(item.body.data.last24h).toMatchObject({ accepted: 0, refused: 30 });
  });

  it('keeps the newest hundred refused ones of a source', async () => {
    const { eventId } = await worked(running, source, { data: { number: 5, text: 'a' } });
    await refuse(1);
    await eventually(async () => (await shown('&state=refused')).length === 1);
    await copies(150, {});
    await refuse(1);
    const refused = (): Promise<number[]> =>
      eventsTable(running).where({ state: 'refused' }).orderBy('id').pluck('id');
    const all = await refused();
    await eventually(async () => (await refused()).length <= 100);
    const kept = await refused();
    // The one that came last, and the newest of those before it.
    expect(kept).toHaveLength(100);
    expect(kept.slice(0, -1)).toEqual(all.slice(all.length - 99));
    // What was accepted is none of them.
    expect(await eventsOf(running, source.id, '&state=succeeded')).toMatchObject([{ eventId }]);
  });
});
