import knex, { type Knex } from 'knex';

import { createAppDirectory, type AppDirectory } from '../support/app-directory';
import { startChildStrapi, type ChildStrapi } from '../support/child-strapi';
import type { ScratchDatabase } from '../support/database-servers';
import { createSiteDatabase } from '../support/database-templates';
import { everySharedDatabase } from '../support/databases';
import { aNoteUpsert, aSource, post } from '../support/incoming';
import { eventually } from '../support/outgoing';
import type { SourceInput } from '../../server/src/incoming/contracts';

/** Until what was changed on one instance holds on the other. */
const KNOWN_EVERYWHERE_MS = 500;

everySharedDatabase('a source of two instances on one database', (client) => {
  let scratch: ScratchDatabase;
  let app: AppDirectory;
  let db: Knex;
  let one: ChildStrapi;
  let two: ChildStrapi;

  beforeAll(async () => {
    scratch = await createSiteDatabase(client);
    app = createAppDirectory({ database: scratch.strapiConnection });
    db = knex(scratch.knexConfig);
    one = await startChildStrapi(app);
    two = await startChildStrapi(app);
  }, 120_000);
  afterAll(async () => {
    await Promise.all([one?.kill(), two?.kill()]);
    await db?.destroy();
    app?.remove();
    await scratch?.drop();
  });

  const create = (input: Partial<SourceInput> = {}) =>
    one.service<{ id: number; slug: string }>('incoming', 'sources.create', aSource(input));
  const change = (instance: ChildStrapi, id: number, changes: Partial<SourceInput>) =>
    instance.service('incoming', 'sources.update', id, changes);
  const statusOf = async ({ url }: ChildStrapi, slug: string, body: unknown, secret?: string) =>
    (await post(url, slug, { body, ...(secret && { secret }) })).status;
  const eventsOf = (sourceId: number) =>
    db('ib_webhook_events').where({ source_id: sourceId }).orderBy('id');
  /** Until the other instance knows a source that the first has just been given. */
  const known = (slug: string) =>
    eventually(async () => (await statusOf(two, slug, 'x', 'wrong')) === 401);

  it('takes an event that both get at once a hundred times as one, with one effect', async () => {
    const { id, slug } = await create({
      actions: [aNoteUpsert(), { id: 'forward', kind: 'forward', eventTypes: ['*'] }],
    });
    await known(slug);
    const body = { id: 'same', type: 'note.saved', data: { number: 4711, text: 'once' } };
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) => statusOf(n % 2 === 0 ? one : two, slug, body)),
    );
    expect(answers).toEqual(answers.map(() => 200));

    const accepted = () => eventsOf(id).where({ event_id: 'same' });
    await eventually(async () => (await accepted()).every(({ state }) => state === 'succeeded'));
    expect(await accepted()).toMatchObject([{ repeat_count: 199, attempts: 1 }]);
    expect(await db('notes').where({ number: 4711 })).toMatchObject([{ text: 'once' }]);
    const results = await db('ib_webhook_action_results').where({
      event_id: (await accepted())[0].id,
    });
    expect(results).toMatchObject([
      { kind: 'upsert', state: 'succeeded', effect: 'created' },
      { kind: 'forward', state: 'succeeded' },
    ]);
  });

  it('counts every repetition where both get many events, mixed and in different orders', async () => {
    const { id, slug } = await create();
    await known(slug);
    const ids = Array.from({ length: 20 }, (_, n) => `mixed ${n}`);
    const sendAll = (instance: ChildStrapi, order: string[]) =>
      order.map((eventId) => statusOf(instance, slug, { id: eventId }));
    const backwards = [...ids].reverse();
    const answers = await Promise.all(
      [1, 2, 3].flatMap(() => [...sendAll(one, ids), ...sendAll(two, backwards)]),
    );
    expect(answers).toEqual(answers.map(() => 200));
    const counts = (await eventsOf(id).whereNotNull('event_id')).map((row) => [
      row.event_id,
      row.repeat_count,
    ]);
    expect(counts.sort()).toEqual(ids.map((eventId) => [eventId, 5]).sort());
    const total = async () => {
      const [sum] = await db('ib_webhook_source_statistics')
        .where({ source_id: id })
        .sum({ accepted: 'accepted', repeated: 'repeated' });
      return [Number(sum?.accepted), Number(sum?.repeated)];
    };
    // Each instance writes its counts down once a second.
    await eventually(async () => String(await total()) === '20,100', {
      what: 'the sum of 20 events and 100 repetitions',
    });
  });

  it('takes what has no id once after its ten minutes, whichever of them gets it', async () => {
    const { id, slug } = await create({ settings: { header: 'x-signature' } });
    await known(slug);
    // Several times, since it is about what one of them sees while the other is in the midst of the change.
    for (const body of ['{"n":1}', '{"n":2}', '{"n":3}', '{"n":4}', '{"n":5}']) {
      const send = () =>
        Promise.all(
          Array.from({ length: 20 }, (_, n) => statusOf(n % 2 === 0 ? one : two, slug, body)),
        );
      const accepted = () => eventsOf(id).where({ body });
      await send();
      await accepted().update({ created_at: Date.now() - 11 * 60_000 });
      expect(new Set(await send())).toEqual(new Set([200]));
      const counts = (await accepted()).map((row) => row.repeat_count as number);
      expect(counts).toHaveLength(2);
      // On MySQL a repetition in the moment of the change may be counted for either.
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(38);
    }
  });

  it('is off, changed and gone on both within half a second of a change on either', async () => {
    const { id, slug } = await create({ secret: 'old' });
    await known(slug);
    const afterwards = () =>
      new Promise((resolve) => setTimeout(resolve, KNOWN_EVERYWHERE_MS + 50));
    const both = (secret: string) =>
      Promise.all([one, two].map((instance) => statusOf(instance, slug, { id: secret }, secret)));

    expect(await both('old')).toEqual([200, 200]);
    await change(two, id, { secret: 'new' });
    await afterwards();
    expect(await both('old')).toEqual([401, 401]);
    expect(await both('new')).toEqual([200, 200]);

    await change(one, id, { isActive: false });
    expect(await statusOf(one, slug, {}, 'new')).toBe(410);
    await afterwards();
    expect(await both('new')).toEqual([410, 410]);
    await two.service('incoming', 'sources.delete', id);
    await afterwards();
    expect(await both('new')).toEqual([404, 404]);
  });
});
