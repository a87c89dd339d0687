import type { Knex } from 'knex';

import { eventBody, eventIdOf } from './signed-events';

/** The events that were answered 2xx, held against the rows that there are. */
export interface ReceiptLedger {
  stored: number;
  /** Answered and not stored. */
  missing: number;
  /** Further rows of an event. */
  doubled: number;
  /** Rows of events that nobody sent, or that were wrongly signed. */
  invented: number;
  /** Not stored byte for byte. */
  altered: number;
  /** Repetitions that were not counted, or counted where there was none. */
  miscounted: number;
}

interface Answered {
  /** Number of the first event. */
  from: number;
  count: number;
  /** How many were posted once more. */
  repeated: number;
}

interface Row {
  id: number;
  event_id: string | null;
  body: string;
  body_encoding: string;
  repeat_count: number;
}

/** Audits, one after the other, what the database has gained since the one before. */
export function createReceiptAudit(db: Knex) {
  let lastId = 0;

  /** @throws Error if anything was lost, doubled, invented or altered: then no figure of the run counts */
  return async function audit({ from, count, repeated }: Answered): Promise<void> {
    const rows: Row[] = await db('ib_webhook_events')
      .select('id', 'event_id', 'body', 'body_encoding', 'repeat_count')
      .where('id', '>', lastId)
      .whereNot({ state: 'refused' })
      .orderBy('id');
    lastId = rows.at(-1)?.id ?? lastId;
    const unseen = new Map(
      Array.from({ length: count }, (_, n) => [eventIdOf(from + n), from + n]),
    );
    const sent = new Set(unseen.keys());
    const ledger: ReceiptLedger = {
      stored: 0,
      missing: 0,
      doubled: 0,
      invented: 0,
      altered: 0,
      miscounted: -repeated,
    };
    for (const { event_id, body, body_encoding, repeat_count } of rows) {
      const id = event_id ?? '';
      const n = unseen.get(id);
      if (!sent.has(id)) ledger.invented += 1;
      else if (n === undefined) ledger.doubled += 1;
      else if (body_encoding !== 'text' || body !== eventBody(n, n)) ledger.altered += 1;
      else ledger.stored += 1;
      ledger.miscounted += repeat_count;
      unseen.delete(id);
    }
    ledger.missing = unseen.size;
    const { stored, ...faults } = ledger;
    if (stored !== count || Object.values(faults).some((faulty) => faulty !== 0)) {
      throw new Error(`receipts: ${JSON.stringify(ledger)} of ${count}`);
    }
  };
}
