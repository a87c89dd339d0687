import type { Endpoint, Replay } from '../../server/src/outgoing/contracts';
import { createAppDirectory } from '../support/app-directory';
import { createSiteDatabase } from '../support/database-templates';
import { everyDatabase } from '../support/databases';
import {
  deliveriesTable,
  deliveryLogOf,
  emptyLog,
  type DeliveryLog,
} from '../support/delivery-log';
import { changeEndpoint, ENDPOINTS } from '../support/endpoint-requests';
import { createEndpoint, eventually, OUTGOING, outgoingOf, sendMany } from '../support/outgoing';
import { startReceiver, type Receiver } from '../support/receiver';
import { startSiteForSuite } from '../support/site-with-receiver';
import { startStrapi, type RunningStrapi } from '../support/strapi';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const iso = (at: number) => new Date(at).toISOString();

everyDatabase('sending again', (client) => {
  let running: RunningStrapi;
  let receiver: Receiver;
  let endpoint: Endpoint;
  let log: DeliveryLog;

  startSiteForSuite(
    { client, config: { webhooks: { retrySchedule: [100], jitter: 0 } } },
    (site) => {
      ({ running, receiver } = site);
    },
  );
  beforeEach(async () => {
    await emptyLog(running);
    endpoint = await createEndpoint(running, receiver.url());
    log = deliveryLogOf(running, endpoint.id);
  });

  const post = (path: string, body: object = {}) =>
    running.http.post(`${OUTGOING}${path}`).send(body);
  const replayEnded = (id: number) =>
    eventually(async () => {
      const replay: Replay = (await running.http.get(`${OUTGOING}/replays/${id}`)).body.data;
      return replay.state !== 'running' && replay;
    });

  /** How many deliveries of the last hour the action would send again. */
  const preview = async (kind: Replay['kind']): Promise<{ count: number }> => {
    const body = { kind, from: iso(Date.now() - HOUR_MS) };
    return (await post(`/endpoints/${endpoint.id}/replays/preview`, body).expect(200)).body.data;
  };
  /** Recovers the last hour to its end; these messages, and no others, come again. */
  async function recovers(messageIds: (string | undefined)[]): Promise<void> {
    const total = messageIds.length;
    expect(await preview('recover')).toEqual({ count: total });
    const body = { kind: 'recover', from: iso(Date.now() - HOUR_MS) };
    const started = await post(`/endpoints/${endpoint.id}/replays`, body).expect(200);
    expect(started.body.data).toMatchObject({ kind: 'recover', total, state: 'running' });
    const ended = await replayEnded(started.body.data.id);
    expect(ended).toMatchObject({ state: 'finished', done: total });
    const requests = await receiver.waitFor(total);
    const ids = requests.map(({ headers }) => headers['webhook-id']);
    expect(ids.sort()).toEqual([...messageIds].sort());
  }

  it('sends one delivery under the same id', async () => {
    const [messageId] = await sendMany(running, 1);
    const [row] = await log.settled(1, 'succeeded');
    const { body } = await post(`/deliveries/${row?.id}/resend`).expect(200);
    expect(body.data).toMatchObject({ id: row?.id, trigger: 'resend' });
    const requests = await receiver.waitFor(2);
    expect(requests.map(({ headers }) => headers['webhook-id'])).toEqual([messageId, messageId]);
    const [again] = await log.settled(1, 'succeeded');
    expect((await log.detail(again?.id ?? 0)).attempts).toHaveLength(2);
  });

  it('sends a delivery that waits for its next try at once', async () => {
    receiver.answer('/', { status: 503, headers: { 'retry-after': '3600' } });
    await sendMany(running, 1);
    const { id } = await log.waitingAfterOneTry();
    receiver.answer('/', { status: 200 });
    await post(`/deliveries/${id}/resend`).expect(200);
    await receiver.waitFor(2);
    await log.settled(1, 'succeeded');
  });

  it('refuses a delivery that is being sent, and sends it once it has ended', async () => {
    receiver.answer('/', { status: 200, delayMs: 4_000 });
    await sendMany(running, 1);
    await receiver.waitFor(1);
    const [row] = (await log.page()).data;
    const refused = await post(`/deliveries/${row?.id}/resend`);
    expect([refused.status, refused.body.error.details.code]).toEqual([400, 'delivery-running']);

    await log.settled(1, 'succeeded');
    receiver.answer('/', { status: 200 });
    await post(`/deliveries/${row?.id}/resend`).expect(200);
    await receiver.waitFor(2);
    await log.settled(1, 'succeeded');
  });

  it('recovers what failed since a time, having said how much that is', async () => {
    await sendMany(running, 2);
    await log.settled(2, 'succeeded');
    receiver.answer('/', { status: 500 });
    const lost = await sendMany(running, 3, 'order.lost');
    await log.settled(3, 'failed');
    receiver.answer('/', { status: 200 });
    receiver.requests.length = 0;

    await recovers(lost);
    await log.settled(5, 'succeeded');
  });

  it('recovers by the time of the failure, and at once what waits for its next try', async () => {
    receiver.answer('/', { status: 500 });
    const sent = await sendMany(running, 2);
    const [late, early] = await log.settled(2, 'failed');
    const shift = (id: number | undefined, columns: object) =>
      deliveriesTable(running)
        .where({ id: id ?? 0 })
        .update(columns);
    await shift(late?.id, { created_at: Date.now() - 2 * DAY_MS });
    await shift(early?.id, { finished_at: Date.now() - 2 * DAY_MS });
    receiver.answer('/', { status: 503, headers: { 'retry-after': '3600' } });
    const waiting = await sendMany(running, 1);
    await log.waitingAfterOneTry();
    receiver.answer('/', { status: 200 });
    receiver.requests.length = 0;

    await recovers([sent[1], waiting[0]]);
    await log.settled(2, 'succeeded');
  });

  it('leaves the pings of tests alone', async () => {
    receiver.answer('/', { status: 500 });
    await post(`/endpoints/${endpoint.id}/test`).expect(200);
    await log.settled(1, 'failed');
    for (const kind of ['recover', 'replay'] as const) {
      expect(await preview(kind)).toEqual({ count: 0 });
    }
  });

  it('replays a range, delivered or not, and nothing outside of it', async () => {
    const sent = await sendMany(running, 4);
    const rows = await log.settled(4, 'succeeded');
    const [, , , oldest] = rows;
    await deliveriesTable(running)
      .where({ id: oldest?.id ?? 0 })
      .update({ created_at: Date.now() - 2 * HOUR_MS });
    receiver.requests.length = 0;
    const { body } = await post(`/endpoints/${endpoint.id}/replays`, {
      kind: 'replay',
      from: iso(Date.now() - HOUR_MS),
      to: iso(Date.now()),
    }).expect(200);
    expect(await replayEnded(body.data.id)).toMatchObject({
      state: 'finished',
      total: 3,
      done: 3,
    });
    const requests = await receiver.waitFor(3);
    const ids = requests.map(({ headers }) => headers['webhook-id']);
    expect(ids.sort()).toEqual(sent.slice(1).sort());

    const list = await running.http.get(`${OUTGOING}/endpoints/${endpoint.id}/replays`).expect(200);
    expect(list.body.data).toMatchObject([{ id: body.data.id, state: 'finished' }]);
  });

  it('works in batches that can be stopped, and says how far it came', async () => {
    await changeEndpoint(running, endpoint.id, { rateLimit: 50 });
    await log.insertFinished(1000);
    const { body } = await post(`/endpoints/${endpoint.id}/replays`, {
      kind: 'replay',
      from: iso(Date.now() - HOUR_MS),
    }).expect(200);
    const { id } = body.data as Replay;
    const cancelled = await post(`/replays/${id}/cancel`).expect(200);
    expect(cancelled.body.data).toMatchObject({ state: 'cancelled', total: 1000 });
    expect(cancelled.body.data.done).toBeLessThan(1000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { done } = (await running.http.get(`${OUTGOING}/replays/${id}`)).body.data as Replay;
    expect(done).toBe(cancelled.body.data.done);
    const again = await post(`/replays/${id}/cancel`).expect(200);
    expect(again.body.data).toEqual(cancelled.body.data);
  });

  it('counts every delivery of a range of several batches once', async () => {
    await log.insertFinished(450);
    receiver.requests.length = 0;
    const { replays } = outgoingOf(running);
    const { id } = await replays.start(endpoint.id, {
      kind: 'replay',
      from: iso(Date.now() - HOUR_MS),
    });
    // As another instance, or the upkeep, would take it up meanwhile.
    await replays.resume();
    expect(await replayEnded(id)).toMatchObject({ state: 'finished', total: 450, done: 450 });
    await receiver.waitFor(450);
    await log.settled(100, 'succeeded');
  });

  it('lists the latest, the newest first, with how far each has come', async () => {
    const list = async (endpointId: number): Promise<Replay[]> =>
      (await running.http.get(`${ENDPOINTS}/${endpointId}/replays`).expect(200)).body.data;
    const start = async (kind: Replay['kind']): Promise<Replay> => {
      const from = iso(Date.now() - HOUR_MS);
      return (await post(`/endpoints/${endpoint.id}/replays`, { kind, from }).expect(200)).body
        .data;
    };
    await changeEndpoint(running, endpoint.id, { rateLimit: 50 });
    await log.insertFinished(1000);
    expect(await list(endpoint.id)).toEqual([]);

    const replay = await start('replay');
    const seen: number[] = [];
    const [finished] = await eventually(
      async () => {
        const replays = await list(endpoint.id);
        seen.push(replays[0]?.done ?? -1);
        return replays[0]?.state !== 'running' && replays;
      },
      { everyMs: 5 },
    );
    expect(finished).toEqual({
      ...replay,
      state: 'finished',
      total: 1000,
      done: 1000,
      finishedAt: expect.any(String),
    });
    expect(seen).toEqual([...seen].sort((one, other) => one - other));
    expect(seen.filter((done) => done > 0 && done < 1000)).not.toEqual([]);

    const recovery = await start('recover');
    expect(await replayEnded(recovery.id)).toMatchObject({ state: 'finished', total: 0 });
    expect(await list(endpoint.id)).toMatchObject([
      { id: recovery.id, kind: 'recover' },
      { id: replay.id, kind: 'replay' },
    ]);

    const other = await createEndpoint(running, receiver.url('/other'));
    expect(await list(other.id)).toEqual([]);
    await running.http.get(`${ENDPOINTS}/2147483647/replays`).expect(404);
  });

  it('sends nothing again to an endpoint that is turned off', async () => {
    await sendMany(running, 1);
    const [row] = await log.settled(1, 'succeeded');
    await changeEndpoint(running, endpoint.id, { isActive: false });
    const body = { kind: 'replay', from: iso(Date.now() - HOUR_MS) };
    for (const answer of [
      await post(`/deliveries/${row?.id}/resend`),
      await post(`/endpoints/${endpoint.id}/replays`, body),
    ]) {
      expect(answer.status).toBe(400);
      expect(answer.body.error.details.code).toBe('endpoint-inactive');
    }
  });

  it.each([
    [{ kind: 'recover' }, 'from'],
    [{ kind: 'all', from: iso(0) }, 'kind'],
    [{ kind: 'replay', from: 'then' }, 'from'],
    [{ kind: 'replay', from: iso(DAY_MS), to: iso(0) }, 'to'],
    [{ kind: 'replay', from: iso(0), endpointId: 1 }, ''],
  ])('refuses %j', async (body, path) => {
    for (const action of ['replays', 'replays/preview']) {
      const answer = await post(`/endpoints/${endpoint.id}/${action}`, body);
      expect(answer.status).toBe(400);
      expect(answer.body.error.details.errors[0].path.join('.')).toBe(path);
    }
  });
});

everyDatabase('sending a range again', (client) => {
  it('goes on after a restart where it was', async () => {
    const receiver = await startReceiver();
    const database = await createSiteDatabase(client);
    const app = createAppDirectory({ database: database.strapiConnection });
    const first = await startStrapi({ app });
    const { id: endpointId } = await createEndpoint(first, receiver.url());
    await deliveryLogOf(first, endpointId).insertFinished(900);
    receiver.requests.length = 0;
    const { id, total } = await outgoingOf(first).replays.start(endpointId, {
      kind: 'replay',
      from: iso(Date.now() - HOUR_MS),
    });
    const interrupted = await outgoingOf(first).replays.findOne(id);
    expect([total, interrupted.state]).toEqual([900, 'running']);
    await first.stop();

    const second = await startStrapi({ app });
    const ended = await eventually(
      async () => {
        const replay = await outgoingOf(second).replays.findOne(id);
        return replay.state === 'finished' && replay;
      },
      { timeoutMs: 20_000 },
    );
    expect(ended).toMatchObject({ done: 900, total: 900 });
    await receiver.waitFor(900, { timeoutMs: 20_000 });
    await second.stop();
    app.remove();
    await database.drop();
    await receiver.stop();
  });
});
