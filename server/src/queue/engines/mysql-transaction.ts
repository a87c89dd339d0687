import type { Knex } from 'knex';

import { againIfUndone } from '../../again-if-undone';

/**
 * Runs a short transaction at READ COMMITTED (no gap locks, so that claims and inserts do not wait for each other), and runs
 * it again where the database undid it to resolve a deadlock.
 *
 * @throws whatever `run` throws, and the database's error where the last try was undone too.
 */
export function inShortTransaction<T>(
  knex: Knex,
  run: (trx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  return againIfUndone(() => knex.transaction(run, { isolationLevel: 'read committed' }));
}
