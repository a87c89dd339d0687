import { createHash } from 'node:crypto';

import knex, { type Knex } from 'knex';

import type { ScratchDatabase } from '../../tests/support/database-servers';
import { recordOf, type Records } from './records';

const ROWS_AT_ONCE = 5_000;
/** SQLite binds a limited number of values in one statement. */
const ROWS_A_STATEMENT = 100;
const TABLES = ['notes', 'ib_sync_links', 'ib_sync_changes', 'ib_sync_runs'];

/** Removes all notes and what is known of pairs and runs; of a site without the plugin, the notes. */
export async function emptyNotes(
  { knexConfig }: ScratchDatabase,
  hasPlugin: boolean,
): Promise<void> {
  await withDatabase(knexConfig, async (db) => {
    for (const table of hasPlugin ? TABLES : TABLES.slice(0, 1)) await db(table).delete();
  });
}

/**
 * Makes a note for each record by plain SQL, as runs of the job would have left them.
 *
 * @param jobId null for a site without the plugin, which knows no pairs
 */
export async function fillLinkedNotes(
  { knexConfig, client }: ScratchDatabase,
  jobId: number | null,
  records: Records,
): Promise<void> {
  await withDatabase(knexConfig, async (db) => {
    for (let from = 0; from < records.count; from += ROWS_AT_ONCE) {
      const numbers = Array.from(
        { length: Math.min(ROWS_AT_ONCE, records.count - from) },
        (_, n) => from + n,
      );
      await db.transaction(async (trx) => {
        const notes = numbers.map((n) => noteRow(n, records));
        await trx.batchInsert('notes', notes, ROWS_A_STATEMENT);
        if (jobId === null) return;
        const links = numbers.map((n) => linkRow(n, records, jobId));
        await trx.batchInsert('ib_sync_links', links, ROWS_A_STATEMENT);
      });
    }
    await analyse(db, client, jobId === null ? ['notes'] : ['notes', 'ib_sync_links']);
  });
}

/** @throws Error unless there is one note for each record, as the service has it */
export async function auditSyncedNotes(
  { knexConfig }: ScratchDatabase,
  records: Records,
): Promise<void> {
  await withDatabase(knexConfig, async (db) => {
    const rows: { number: number; text: string }[] = await db('notes').select('number', 'text');
    const texts = new Map(rows.map(({ number, text }) => [Number(number), text]));
    let wrong = 0;
    for (let n = 0; n < records.count; n += 1) {
      if (texts.get(n) !== recordOf(n, records).name) wrong += 1;
    }
    if (wrong > 0 || rows.length !== records.count) {
      throw new Error(`${rows.length} notes of ${records.count}, ${wrong} missing or wrong`);
    }
  });
}

const documentIdOf = (n: number) => `note${String(n).padStart(20, '0')}`;

function noteRow(n: number, records: Records) {
  const { name: text, number } = recordOf(n, records);
  const at = new Date();
  return {
    document_id: documentIdOf(n),
    text,
    number,
    created_at: at,
    updated_at: at,
    published_at: at,
  };
}

function linkRow(n: number, records: Records, jobId: number) {
  const { id, name: text, number } = recordOf(n, records);
  const base = JSON.stringify({ text, number });
  return {
    job_id: jobId,
    external_key: createHash('sha256').update(id).digest('hex'),
    external_id: id,
    document_id: documentIdOf(n),
    external_base: base,
    document_base: base,
  };
}

/** What a database does by itself some time after such a load. */
async function analyse(
  db: Knex,
  client: ScratchDatabase['client'],
  tables: string[],
): Promise<void> {
  if (client === 'postgres') await db.raw(`VACUUM ANALYZE ${tables.join(', ')}`);
  if (client === 'mysql') await db.raw(`ANALYZE TABLE ${tables.join(', ')}`);
}

async function withDatabase(config: Knex.Config, work: (db: Knex) => Promise<void>): Promise<void> {
  const db = knex(config);
  try {
    await work(db);
  } finally {
    await db.destroy();
  }
}
