import type { DatabaseClient } from '../support/database-servers';
import { everyDatabase, isAnswering } from '../support/databases';
import { createKilledSite, FIRST_EVENT_NUMBER, type KilledSite } from '../support/killed-site';
import { eventually } from '../support/outgoing';
import { chosenSeed, seededRandom } from '../support/seeded-random';

/** SQLite has one process at a time, so two sites; elsewhere two instances on one database, killed independently. */
const SITES: Record<DatabaseClient, { sites: number; instances: number }> = {
  sqlite: { sites: 2, instances: 1 },
  postgres: { sites: 1, instances: 2 },
  mysql: { sites: 1, instances: 2 },
};
/** Between an answer and the end of its actions: what is left of it is what the actions have to make up for. */
const LEAST_KILLS = process.env.LONG_TESTS ? 300 : 50;
/** Every database has two instances that are killed. */
const KILLS_PER_INSTANCE = LEAST_KILLS / 2;
const TIME_LIMIT_MS = KILLS_PER_INSTANCE * 60_000 + 120_000;

const seed = chosenSeed();

/** Killed this often within seconds of their start, some jobs are on trial whenever their instance ends. */
const SET_ASIDE_SHARE = 0.02;
/** Twice lost with others, and on three trials of its own. */
const LOSSES_OF_SET_ASIDE = 5;

type Row = Record<string, unknown>;

interface Ending {
  site: KilledSite;
  /** From the start of the instance that was left alone until everything had arrived and nothing waited. */
  resumedAfterMs: number;
  missing: string[];
  /** Of the entries whose creation was announced. */
  announced: Set<string>;
  events: Row[];
  notes: Row[];
  messages: Row[];
  deliveries: Row[];
}

async function killAndRecover(client: DatabaseClient, index: number): Promise<Ending> {
  const site = await createKilledSite(client, seededRandom(seed + index));
  const { receiver } = site;
  const { instances } = SITES[client];
  await Promise.all(
    Array.from({ length: instances }, () => site.killRepeatedly(KILLS_PER_INSTANCE)),
  );

  const last = await site.start();
  const startedAt = Date.now();
  const arrived = new Set<string>();
  let looked = 0;
  const missing = () => {
    for (; looked < receiver.requests.length; looked += 1) {
      const body = receiver.requests[looked]?.body.toString() ?? '{}';
      arrived.add((JSON.parse(body) as { data: { documentId: string } }).data.documentId);
    }
    return [...site.committed].filter((documentId) => !arrived.has(documentId));
  };
  const isSettled = async () => {
    if (missing().length > 0) return false;
    const jobs = [
      ...(await site.rows('ib_webhook_events')),
      ...(await site.rows('ib_webhook_deliveries')),
    ];
    return jobs.every(({ state }) => state !== 'pending' && state !== 'running');
  };
  await eventually(isSettled, { timeoutMs: 60_000, everyMs: 500 }).catch(() => {});
  const resumedAfterMs = Date.now() - startedAt;
  await last.stop();
  const [events = [], notes = [], messages = [], deliveries = []] = await Promise.all(
    ['ib_webhook_events', 'notes', 'ib_webhook_messages', 'ib_webhook_deliveries'].map(site.rows),
  );
  return {
    site,
    resumedAfterMs,
    missing: missing(),
    announced: arrived,
    events,
    notes,
    messages,
    deliveries,
  };
}

// All databases at once: most of a life is a start, which waits as much as it computes.
const endings = new Map<DatabaseClient, Promise<Ending[]>>();
beforeAll(() => {
  let index = 0;
  for (const client of ['sqlite', 'postgres', 'mysql'] as const) {
    if (!isAnswering(client)) continue;
    const sites = Array.from({ length: SITES[client].sites }, () => {
      index += 1;
      return killAndRecover(client, index);
    });
    const ending = Promise.all(sites);
    // Its test reports it; the others still get their turn.
    ending.catch(() => {});
    endings.set(client, ending);
  }
});

everyDatabase('a site whose instances are killed again and again', (client) => {
  let found: Ending[] = [];
  const sum = (count: (ending: Ending) => number) =>
    found.reduce((total, ending) => total + count(ending), 0);

  beforeAll(async () => {
    found = (await endings.get(client)) ?? [];
    const requests = sum(({ site }) => site.receiver.requests.length);
    const distinct = sum(({ site }) => idsOf(site).size);
    process.stderr.write(
      `${client}, TEST_SEED=${seed}: ${sum(({ site }) => site.kills)} kills, ` +
        `${sum(({ site }) => site.killsBeforeActions)} of them between an answer and the end of its actions, ` +
        `${sum(({ site }) => site.killsWithinActions)} with one claimed; ` +
        `${sum(({ site }) => site.killsWithinDeliveries)} with deliveries in hand; ` +
        `${sum(({ site }) => site.committed.size)} committed, ${distinct} received, ` +
        `${requests - distinct} more than once; ` +
        `${sum(({ site }) => site.promised.size)} promised, ${sum(({ events }) => events.length)} stored, ` +
        `${sum(({ events }) => events.filter(({ attempts }) => Number(attempts) > 1).length)} tried again, ` +
        `${sum(({ events }) => events.filter(isSetAside).length)} set aside beside ` +
        `${sum(({ deliveries }) => deliveries.filter(isSetAside).length)} deliveries; resumed after ` +
        `${found.map(({ resumedAfterMs }) => `${Math.round(resumedAfterMs / 1000)} s`).join(' and ')}\n`,
    );
  }, TIME_LIMIT_MS);
  afterAll(async () => {
    for (const { site } of found) await site.remove();
  });

  it(`was killed at least ${LEAST_KILLS} times between an answer and the end of its actions`, () => {
    expect(sum(({ site }) => site.killsBeforeActions)).toBeGreaterThanOrEqual(LEAST_KILLS);
  });

  it('was through with everything within a minute', () => {
    for (const { resumedAfterMs } of found) expect(resumedAfterMs).toBeLessThan(60_000);
  });

  it('had deliveries in hand at some of them', () => {
    expect(sum(({ site }) => site.killsWithinDeliveries)).toBeGreaterThanOrEqual(LEAST_KILLS / 10);
  });

  describe('what it sends', () => {
    it('announces every entry whose creation was committed', () => {
      for (const { site, missing } of found) {
        expect(site.committed.size).toBeGreaterThan(25);
        expect(missing).toEqual([]);
      }
    });

    it('announces no entry that is not there', () => {
      for (const { announced, notes } of found) {
        const existing = new Set(notes.map(({ document_id }) => String(document_id)));
        expect([...announced].filter((documentId) => !existing.has(documentId))).toEqual([]);
      }
    });

    it('is nothing that its database does not know, all of it signed', () => {
      for (const { site, messages } of found) {
        const known = new Set(messages.map(({ uid }) => uid));
        expect([...idsOf(site)].filter((id) => !known.has(id))).toEqual([]);
        expect(site.unsigned).toEqual([]);
      }
    });

    it('arrives, but for a few deliveries that were on trial too often', () => {
      for (const { deliveries } of found) expectDone(deliveries);
    });

    it('is sent no more often than it was claimed', () => {
      for (const { site, messages, deliveries } of found) {
        const uids = new Map(messages.map(({ id, uid }) => [Number(id), String(uid)]));
        const sent = new Map<string, number>();
        for (const request of site.receiver.requests) {
          const id = String(request.headers['webhook-id']);
          sent.set(id, (sent.get(id) ?? 0) + 1);
        }
        const tooOften = deliveries.filter(
          ({ message_id, attempts }) =>
            (sent.get(uids.get(Number(message_id)) ?? '') ?? 0) > Number(attempts),
        );
        expect(tooOften).toEqual([]);
      }
    });
  });

  describe('what it receives', () => {
    it('is stored once, every event whose sender was told so', () => {
      for (const { site, events } of found) {
        const ids = events.map(({ event_id }) => String(event_id));
        const stored = new Set(ids);
        expect([...site.promised].filter((id) => !stored.has(id))).toEqual([]);
        expect(stored.size).toBe(ids.length);
        expect(site.promised.size).toBeGreaterThan(0);
      }
    });

    it('is done, but for a few events that were on trial too often', () => {
      for (const { events } of found) expectDone(events);
    });

    it('has made one entry for each match key, with what the newest event said', () => {
      for (const { events, notes } of found) {
        // What was set aside may have been done, or not.
        const open = new Set(events.filter(isSetAside).map((event) => noteOf(event).number));
        const expected = new Map(events.map((event) => [noteOf(event).number, noteOf(event).text]));
        const actual = notes
          .map(({ number, text }): [number, string] => [Number(number), String(text)])
          .filter(([number]) => number >= FIRST_EVENT_NUMBER);
        const isKnown = ([number]: [number, string]) => !open.has(number);
        expect(actual.filter(isKnown).sort(byNumber)).toEqual(
          [...expected].filter(isKnown).sort(byNumber),
        );
        expect(new Set(actual.map(([number]) => number)).size).toBe(actual.length);
      }
    });

    it('was forwarded once', () => {
      for (const { site, events, messages } of found) {
        const open = new Set(events.filter(isSetAside).map(traceOf));
        const toForward = events.filter(({ source_id }) => source_id === site.free.id).map(traceOf);
        const forwarded = messages
          .filter(({ event_type }) => String(event_type).startsWith(`${site.free.slug}.`))
          .map(({ trace_id }) => String(trace_id));
        const isKnown = (trace: string) => !open.has(trace);
        expect(forwarded.filter(isKnown).sort()).toEqual(toForward.filter(isKnown).sort());
        expect(new Set(forwarded).size).toBe(forwarded.length);
      }
    });
  });
});

function idsOf({ receiver }: KilledSite): Set<string> {
  return new Set(receiver.requests.map(({ headers }) => String(headers['webhook-id'])));
}

/** All of the jobs but for a few. */
function expectDone(jobs: Row[]): void {
  const setAside = jobs.filter(isSetAside);
  expect([...new Set(jobs.map(({ state }) => state))].sort()).toEqual(
    setAside.length > 0 ? ['quarantined', 'succeeded'] : ['succeeded'],
  );
  for (const { lease_losses } of setAside) expect(lease_losses).toBe(LOSSES_OF_SET_ASIDE);
  expect(setAside.length).toBeLessThanOrEqual(Math.ceil(jobs.length * SET_ASIDE_SHARE));
}

const isSetAside = ({ state }: Row) => state === 'quarantined';
const traceOf = ({ uid }: Row) => String(uid).replace('evt_', '');

function noteOf({ body }: Row): { number: number; text: string } {
  return (JSON.parse(String(body)) as { data: { number: number; text: string } }).data;
}

const byNumber = ([a]: [number, string], [b]: [number, string]) => a - b;
