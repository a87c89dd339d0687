import type { Knex } from 'knex';

import type { ActionInput } from '../../server/src/incoming/contracts';
import type { Upserts } from './incoming-commands';
import { productName } from './signed-events';

/** The note with the number of the product gets the product's name. */
export const NOTE_OF_PRODUCT: ActionInput = {
  kind: 'upsert',
  eventTypes: ['product.*'],
  contentType: 'api::note.note',
  match: { field: 'number', path: 'data.object.metadata.number' },
  mapping: [{ field: 'text', from: { path: 'data.object.name' } }],
};

const TABLES = [
  'ib_webhook_events',
  'ib_webhook_action_results',
  'ib_webhook_source_statistics',
  'notes',
];

/** Removes all events, what came of them, and all notes. */
export async function emptyTables(db: Knex, tables = TABLES): Promise<void> {
  for (const table of tables) await db(table).delete();
}

/**
 * An index by which notes are found. Strapi makes none for a field, and to read the whole table for every event would take
 * so long, in both loops, that nothing else could be seen.
 */
export async function indexNotes(db: Knex): Promise<void> {
  await db.schema.alterTable('notes', (table) => table.index(['number'], 'bench_notes_number'));
}

/** @throws Error unless there is one note of each product, as its last event has it */
export async function auditNotes(db: Knex, { count, products }: Upserts): Promise<void> {
  const rows: { number: number; text: string }[] = await db('notes').select('number', 'text');
  const texts = new Map(rows.map(({ number, text }) => [number, text]));
  const wrong = Array.from({ length: products }, (_, product) => {
    const last = product + products * Math.floor((count - 1 - product) / products);
    return texts.get(product) === productName(last);
  }).filter((isRight) => !isRight).length;
  if (wrong > 0 || rows.length !== products) {
    throw new Error(`${rows.length} notes of ${products}, ${wrong} of them missing or wrong`);
  }
}

/** @throws Error unless every event is through, and has created its note or updated it once */
export async function auditEvents(db: Knex, { count, products }: Upserts): Promise<void> {
  const countOf = async (table: string, where: object) =>
    Number((await db(table).where(where).count({ n: '*' }).first())?.n);
  const ledger = {
    succeeded: await countOf('ib_webhook_events', { state: 'succeeded' }),
    created: await countOf('ib_webhook_action_results', { effect: 'created' }),
    updated: await countOf('ib_webhook_action_results', { effect: 'updated' }),
  };
  const isWhole =
    ledger.succeeded === count &&
    ledger.created === products &&
    ledger.updated === count - products;
  if (!isWhole) throw new Error(`${JSON.stringify(ledger)} of ${count} events`);
}
