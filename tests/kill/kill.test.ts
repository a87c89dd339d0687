import type { DatabaseClient } from '../support/database-servers';
import { everyDatabase, isAnswering } from '../support/databases';
import { createKilledSite, type KilledSite } from '../support/killed-site';
import { eventually } from '../support/outgoing';
import { chosenSeed, seededRandom } from '../support/seeded-random';

/** SQLite has one process at a time, so two sites; elsewhere two instances on one database, killed independently. */
const SITES: Record<DatabaseClient, { sites: number; instances: number }> = {
  sqlite: { sites: 2, instances: 1 },
  postgres: { sites: 1, instances: 2 },
  mysql: { sites: 1, instances: 2 },
};
const KILLS_PER_INSTANCE = process.env.LONG_TESTS ? 150 : 26;
const TIME_LIMIT_MS = KILLS_PER_INSTANCE * 20_000 + 120_000;

const seed = chosenSeed();

interface Ending {
  site: KilledSite;
  /** From the start of the instance that was left alone until everything had arrived. */
  resumedAfterMs: number;
  missing: string[];
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
    const deliveries = await site.rows('ib_webhook_deliveries');
    return deliveries.every(({ state }) => state !== 'pending' && state !== 'running');
  };
  await eventually(isSettled, { timeoutMs: 60_000, everyMs: 500 }).catch(() => {});
  const resumedAfterMs = Date.now() - startedAt;
  await last.stop();
  return { site, resumedAfterMs, missing: missing() };
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

  beforeAll(async () => {
    found = (await endings.get(client)) ?? [];
    const sum = (count: (ending: Ending) => number) =>
      found.reduce((total, ending) => total + count(ending), 0);
    const requests = sum(({ site }) => site.receiver.requests.length);
    const distinct = sum(({ site }) => idsOf(site).size);
    process.stderr.write(
      `${client}, TEST_SEED=${seed}: ${sum(({ site }) => site.kills)} kills, ` +
        `${sum(({ site }) => site.committed.size)} committed, ${distinct} received, ` +
        `${requests - distinct} more than once, resumed after ` +
        `${found.map(({ resumedAfterMs }) => `${Math.round(resumedAfterMs / 1000)} s`).join(' and ')}\n`,
    );
  }, TIME_LIMIT_MS);
  afterAll(async () => {
    for (const { site } of found) await site.remove();
  });

  it('was killed at least 50 times while it created content', () => {
    expect(found.reduce((total, { site }) => total + site.kills, 0)).toBeGreaterThanOrEqual(50);
    for (const { site } of found) expect(site.committed.size).toBeGreaterThan(25);
  });

  it('announces every entry whose creation was committed', () => {
    for (const { missing } of found) expect(missing).toEqual([]);
  });

  it('announces nothing that its database does not know, all of it signed', async () => {
    for (const { site } of found) {
      const messages = await site.rows('ib_webhook_messages');
      const known = new Set(messages.map(({ uid }) => uid));
      expect([...idsOf(site)].filter((id) => !known.has(id))).toEqual([]);
      expect(site.unsigned).toEqual([]);
    }
  });

  it('is through with everything within a minute, and has set nothing aside', async () => {
    for (const { site, resumedAfterMs } of found) {
      const deliveries = await site.rows('ib_webhook_deliveries');
      const states = new Set(deliveries.map(({ state }) => state));
      expect([...states]).toEqual(['succeeded']);
      expect(resumedAfterMs).toBeLessThan(60_000);
    }
  });

  it('sends nothing more often than it was claimed', async () => {
    for (const { site } of found) {
      const messages = await site.rows('ib_webhook_messages');
      const deliveries = await site.rows('ib_webhook_deliveries');
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

function idsOf({ receiver }: KilledSite): Set<string> {
  return new Set(receiver.requests.map(({ headers }) => String(headers['webhook-id'])));
}
