import type { Knex } from 'knex';

const MAX_TRIES = 5;
/** 1213: deadlock, the transaction was undone. 1020: MariaDB's "record has changed since last read". */
const CONFLICTS = new Set([1213, 1020]);

/**
 * Runs a short transaction at READ COMMITTED (no gap locks, so that claims and inserts do not wait for each other),
 * and runs it again, up to five times, where the database undid it to resolve a deadlock.
 *
 * @throws whatever `run` throws, and the database's error where the last try was undone too.
 */
export async function inShortTransaction<T>(
  knex: Knex,
  run: (trx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await knex.transaction(run, { isolationLevel: 'read committed' });
    } catch (error) {
      if (tries === MAX_TRIES || !CONFLICTS.has((error as { errno?: number }).errno ?? 0))
        throw error;
    }
  }
}
