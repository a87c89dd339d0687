import path from 'node:path';

import { knex, type Knex } from 'knex';

import type { DemoStrapi } from '../../support/demo-strapi';

const DELIVERIES = 'ib_webhook_deliveries';
const ENDPOINTS = 'ib_webhook_endpoints';
const EVENTS = 'ib_webhook_events';
const SOURCES = 'ib_webhook_sources';
/** SQLite binds a limited number of values in one statement. */
const ROWS_A_STATEMENT = 50;
const MINUTE_MS = 60_000;

/**
 * Turns the log of an endpoint into `count` deliveries that failed a minute ago, or wait for an hour. A real receiver
 * would have to refuse them for 28 hours first.
 */
export async function makeDeliveries(
  strapi: DemoStrapi,
  endpointId: number,
  { count, state }: { count: number; state: 'failed' | 'pending' },
): Promise<void> {
  await changeDatabase(strapi, async (database) => {
    const row = await database(DELIVERIES).where({ endpoint_id: endpointId }).first();
    if (!row) throw new Error('the endpoint has no delivery to copy');
    const { id: _id, ...columns } = row;
    const now = Date.now();
    const times = {
      created_at: now - MINUTE_MS,
      due_at: now + 60 * MINUTE_MS,
      finished_at: state === 'failed' ? now - MINUTE_MS : null,
    };
    const copy = { ...columns, ...times, state };
    const rows = Array.from({ length: count }, () => copy);
    await database(DELIVERIES).where({ endpoint_id: endpointId }).delete();
    await database.batchInsert(DELIVERIES, rows, ROWS_A_STATEMENT);
  });
}

/** Turns the log of a source into `count` events whose actions failed a minute ago, copies of its oldest event. */
export async function makeFailedEvents(
  strapi: DemoStrapi,
  sourceId: number,
  count: number,
): Promise<void> {
  await changeDatabase(strapi, async (database) => {
    const row = await database(EVENTS).where({ source_id: sourceId }).first();
    if (!row) throw new Error('the source has no event to copy');
    const { id: _id, ...columns } = row;
    const copy = {
      ...columns,
      state: 'failed',
      dedupe_key: null,
      created_at: Date.now() - MINUTE_MS,
      finished_at: Date.now() - MINUTE_MS,
    };
    const rows = Array.from({ length: count }, (_, number) => ({
      ...copy,
      uid: `evt_${sourceId}-${number}`,
    }));
    await database(EVENTS).where({ source_id: sourceId }).delete();
    await database.batchInsert(EVENTS, rows, ROWS_A_STATEMENT);
  });
}

/** Adds a sync job that uses a connection and is run by nobody. */
export async function makeSyncJob(
  strapi: DemoStrapi,
  job: { name: string; connectionId: number },
): Promise<void> {
  await changeDatabase(strapi, async (database) => {
    await database('ib_sync_jobs').insert({
      document_id: 'syncjobofthebrowsertests',
      name: job.name,
      connection_id: job.connectionId,
      resource: 'products',
      content_type: 'api::product.product',
      direction: 'from-service',
      mapping: '[]',
      strategy: 'service-wins',
      deletes: '{}',
      brake: '{}',
      filter: '{}',
      batch_size: 100,
      is_active: false,
    });
  });
}

/** Makes the log of an endpoint older by so many hours. */
export async function ageDeliveries(
  strapi: DemoStrapi,
  endpointId: number,
  hours: number,
): Promise<void> {
  await changeDatabase(strapi, async (database) => {
    const past = { past: hours * 60 * MINUTE_MS };
    await database(DELIVERIES)
      .where({ endpoint_id: endpointId })
      .update({ created_at: database.raw('created_at - :past', past) });
  });
}

/** Makes the next try of every waiting delivery due at once, as if its time had passed. */
export async function letTriesBeDue(strapi: DemoStrapi): Promise<void> {
  await changeDatabase(strapi, async (database) => {
    await database(DELIVERIES).where({ state: 'pending' }).update({ due_at: Date.now() });
  });
}

/** Spoils what is encrypted, so that the key opens none of it: as if another one had encrypted it. */
export async function spoilSecrets(strapi: DemoStrapi): Promise<void> {
  // `ib1.<key id>.<initialisation vector>.<…>`: with another vector the decryption fails.
  const spoil = (envelope: string | null) =>
    envelope?.replace(/^(ib1\.[^.]+)\.[^.]+/, `$1.${'A'.repeat(16)}`) ?? null;
  await changeDatabase(strapi, async (database) => {
    const endpoints: { id: number; secrets: string; headers: string | null }[] =
      await database(ENDPOINTS);
    for (const { id, secrets, headers } of endpoints) {
      await database(ENDPOINTS)
        .where({ id })
        .update({ secrets: spoil(secrets), headers: spoil(headers) });
    }
    const sources: { id: number; secrets: string }[] = await database(SOURCES);
    for (const { id, secrets } of sources) {
      await database(SOURCES)
        .where({ id })
        .update({ secrets: spoil(secrets) });
    }
  });
}

/** Writes into the database of a running demo, behind its back. */
async function changeDatabase(
  { stateDirectory }: DemoStrapi,
  change: (database: Knex.Transaction) => Promise<void>,
): Promise<void> {
  const database = knex({
    client: 'better-sqlite3',
    connection: { filename: path.join(stateDirectory, 'data.db') },
    useNullAsDefault: true,
  });
  try {
    await database.transaction(async (trx) => {
      // SQLite waits for the lock of a transaction that begins by writing, and refuses it at once where it has read before.
      await trx(ENDPOINTS)
        .update({ id: trx.ref('id') })
        .whereRaw('false');
      await change(trx);
    });
  } finally {
    await database.destroy();
  }
}
