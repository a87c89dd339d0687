import type { Api, EventListItem, Source } from '../../server/src/incoming/contracts';
import { createEventStore } from '../../server/src/incoming/events/event-store';
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
  post,
  signatureOf,
  worked,
} from '../support/incoming';
import { eventually } from '../support/outgoing';
import { refusal } from '../support/refusals';
import { startStrapi, type RunningStrapi } from '../support/strapi';

const HOUR_MS = 60 * 60 * 1000;
const iso = (at: number) => new Date(at).toISOString();

everyDatabase('the log of events', (client) => {
  let running: RunningStrapi;
  let source: Source;
  beforeAll(async () => {
    running = await startStrapi({
      client,
      config: { webhooks: { retrySchedule: [100], retryAttempts: 1, jitter: 0 } },
    });
  });
  afterAll(() => running.stop());
  beforeEach(async () => {
    await deleteAllSources(running);
    await emptyEventLog(running);
    source = await createSource(running);
  });

  const pageOf = async (query: string): Promise<Api['GET /events']['response']> =>
    (await running.http.get(`${INCOMING}/events?${query}`).expect(200)).body;
  const shown = async (query = '') => (await pageOf(query)).data.map(({ eventId }) => eventId);
  const refuse = async ({ id, slug }: Source) => {
    await post(running.url, slug, { body: { id: 'refused' }, signature: 'ff' });
    await eventually(async () => (await eventsOf(running, id, '&state=refused')).length > 0);
  };
  async function everyPage(query: string): Promise<EventListItem[]> {
    const all: EventListItem[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Awaited<ReturnType<typeof pageOf>> = await pageOf(
        `${query}${cursor && `&cursor=${cursor}`}`,
      );
      all.push(...page.data);
      cursor = page.meta.nextCursor;
    }
    return all;
  }
  /** Copies of an event that are a millisecond apart. */
  async function copies(
    eventId: string,
    count: number,
    change: (n: number) => object = () => ({}),
  ): Promise<void> {
    const { id: _id, ...row } = await eventsTable(running).where({ event_id: eventId }).first();
    const rows = Array.from({ length: count }, (_, n) => ({
      ...row,
      uid: `evt_${eventId}-${n}`,
      event_id: `${eventId}-${n}`,
      dedupe_key: `${eventId}-${n}`,
      created_at: Number(row.created_at) + n,
      ...change(n),
    }));
    await running.strapi.db.connection.batchInsert('ib_webhook_events', rows, 50);
  }

  it('is narrowed by source, state, type, time and id', async () => {
    const other = await createSource(running, { actions: [aNoteUpsert()] });
    await accepted(running, source, { id: 'paid', type: 'note.paid' });
    await accepted(running, source, { id: 'sent', type: 'note.sent' });
    await worked(running, other, { id: 'wrong', type: 'note.paid' });
    await refuse(source);

    expect(await shown()).toEqual([null, 'wrong', 'sent', 'paid']);
    expect(await shown(`sourceId=${source.id}`)).toEqual([null, 'sent', 'paid']);
    expect(await shown('state=refused')).toEqual([null]);
    expect(await shown(`sourceId=${source.id}&state=refused`)).toEqual([null]);
    expect(await shown('state=failed')).toEqual(['wrong']);
    expect(await shown(`sourceId=${source.id}&state=failed`)).toEqual([]);
    expect(await shown('eventType=note.paid')).toEqual(['wrong', 'paid']);
    expect(await shown(`sourceId=${source.id}&eventType=note.paid`)).toEqual(['paid']);
    expect(await shown('state=succeeded&eventType=note.paid')).toEqual(['paid']);
    expect(await shown('eventType=nothing')).toEqual([]);
    expect(await shown('search=sent')).toEqual(['sent']);
    expect(await shown(`sourceId=${other.id}&search=sent`)).toEqual([]);
    expect(await shown('search=se')).toEqual([]);
    const [wrong] = await eventsOf(running, other.id);
    expect(await shown(`search=${wrong?.uid}`)).toEqual(['wrong']);
    expect(await shown(`search=${wrong?.uid}&state=succeeded`)).toEqual([]);
    const [refused] = await eventsOf(running, source.id, '&state=refused');
    expect(await shown(`search=${refused?.uid}`)).toEqual([null]);

    await eventsTable(running)
      .where({ event_id: 'sent' })
      .update({ created_at: Date.now() - 2 * HOUR_MS });
    const hourAgo = iso(Date.now() - HOUR_MS);
    expect(await shown(`sourceId=${source.id}&from=${hourAgo}`)).toEqual([null, 'paid']);
    expect(await shown(`to=${hourAgo}`)).toEqual(['sent']);
    expect(await shown(`from=${iso(Date.now() + HOUR_MS)}`)).toEqual([]);

    // What it can be narrowed to by type, over all sources.
    const { body } = await running.http.get(`${INCOMING}/event-types`).expect(200);
    expect(body.data).toEqual(['note.paid', 'note.sent']);
  });

  it('names two hundred types of a source, however many there are', async () => {
    await accepted(running, source, { id: 'typed', type: 'type-0000' });
    await copies('typed', 1_100, (n) => ({ event_type: `type-${String(n).padStart(4, '0')}` }));
    const newest = await createEventStore(running.strapi).findNewestByType(source.id, 3);
    expect(newest.map(({ eventType }) => eventType)).toEqual([
      'type-0000',
      'type-0001',
      'type-0002',
    ]);
    const { body } = await running.http.get(`${INCOMING}/event-types`).expect(200);
    expect(body.data).toHaveLength(200);
    expect(body.data[199]).toBe('type-0199');
  });

  it('keeps the events of deleted sources, found in every way', async () => {
    await accepted(running, source, { id: 'kept', type: 'note.kept' });
    await running.http.delete(`${INCOMING}/sources/${source.id}`).expect(200);
    const [event] = await eventsOf(running, source.id);
    for (const query of [
      '',
      'state=succeeded',
      'eventType=note.kept',
      'search=kept',
      `search=${event?.uid}`,
      `sourceId=${source.id}&search=kept`,
    ]) {
      expect({ query, shown: await shown(query) }).toEqual({ query, shown: ['kept'] });
    }
    expect(await eventOf(running, event!.id)).toMatchObject({ eventId: 'kept' });
  });

  it('turns its pages without leaving out or repeating any', async () => {
    const other = await createSource(running);
    await accepted(running, source, { id: 'a', type: 'x' });
    await accepted(running, other, { id: 'b', type: 'x' });
    await copies('a', 12);
    await copies('b', 12);
    for (const [query, count] of [
      ['', 26],
      ['state=succeeded', 26],
      ['eventType=x', 26],
      [`sourceId=${source.id}`, 13],
      [`sourceId=${source.id}&eventType=x`, 13],
      [`from=${iso(Date.now() - HOUR_MS)}`, 26],
    ] as const) {
      const ids = (await everyPage(`pageSize=5&${query}`)).map(({ id }) => id);
      expect(ids).toEqual([...ids].sort((a, b) => b - a));
      expect({ query, count: new Set(ids).size }).toEqual({ query, count });
      expect(ids).toHaveLength(count);
    }
  });

  it('stays whole while events come in', async () => {
    await accepted(running, source, { id: 'first' });
    await copies('first', 30);
    const seen: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof pageOf>> = await pageOf(
        `sourceId=${source.id}&pageSize=8${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.meta.nextCursor;
      await accepted(running, source);
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(31);
  });

  it.each([
    'sourceId=x',
    'sourceId=2147483648',
    'state=lost',
    'from=yesterday',
    'cursor=-1',
    'pageSize=0',
    'pageSize=101',
    'search=',
    'search=%00',
    'eventType=%00',
    'search[$ne]=x',
    'state=failed&state=pending',
    'colour=red',
  ])('refuses the query "%s"', async (query) => {
    const answer = await refusal(running.http.get(`${INCOMING}/events?${query}`));
    expect(answer).toMatchObject({ status: 400, code: 'invalid-input' });
  });

  it('finds ids as long and as odd as a service may make them', async () => {
    for (const id of ['ü/ö?&%', 'Case', 'case', '😀', 'l'.repeat(200)]) {
      await accepted(running, source, { id });
      const found = await shown(`search=${encodeURIComponent(id)}`);
      expect({ id, found }).toEqual({ id, found: [id] });
    }
  });

  it('finds an event by the trace that it leaves on what it brings about', async () => {
    const { traceId } = await worked(running, source, { id: 'traced' });
    expect(await shown(`search=${traceId}`)).toEqual(['traced']);
  });

  it('shows a body of 900 KB as it came', async () => {
    const body = JSON.stringify({ id: 'large', text: 'ä'.repeat(450_000), end: 'here' });
    const answer = await post(running.url, source.slug, { body });
    expect(answer.status).toBe(200);
    const [event] = await eventsOf(running, source.id);
    const detail = await eventOf(running, event!.id);
    expect(detail).toMatchObject({
      bodyEncoding: 'text',
      bodySize: Buffer.byteLength(body),
      isBodyCut: false,
      isPart: false,
    });
    expect(detail.body === body).toBe(true);
  });

  it('shows everything of an event', async () => {
    const body = { id: 'whole', type: 'note.saved' };
    await post(running.url, source.slug, {
      body,
      headers: { 'X-Request-Id': 'r1', authorization: 'Bearer of-the-sender' },
      search: '?a=b',
    });
    const [listed] = await eventsOf(running, source.id);
    const detail = await eventOf(running, listed!.id);
    expect(detail).toMatchObject(listed!);
    expect(detail).toMatchObject({
      uid: `evt_${detail.traceId}`,
      sourceId: source.id,
      url: expect.stringMatching(/\?a=b$/),
      body: JSON.stringify(body),
      verification: [
        { check: 'header', problem: null },
        { check: 'format', problem: null },
        { check: 'signature', problem: null },
      ],
      results: [],
      deliveries: [],
    });
    const header = (name: string) =>
      detail.headers.find((each) => each.name.toLowerCase() === name)?.value;
    expect(header('x-request-id')).toBe('r1');
    expect(header('x-signature')).toBe(signatureOf(JSON.stringify(body)));
    expect(header('authorization')).not.toContain('of-the-sender');
    expect(await refusal(running.http.get(`${INCOMING}/events/999999`))).toMatchObject({
      status: 404,
      code: 'event-not-found',
    });
  });
});
