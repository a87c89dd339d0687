import type { Knex } from 'knex';

import type { DatabaseClient } from '../../database-clock';
import type { QueueEngine, QueueTable } from '../engine';
import { createMysqlEngine } from './mysql';
import { createPostgresEngine } from './postgres';
import { createSqliteEngine } from './sqlite';

const engines: Record<DatabaseClient, (knex: Knex, queue: QueueTable) => QueueEngine> = {
  sqlite: createSqliteEngine,
  postgres: createPostgresEngine,
  mysql: createMysqlEngine,
};

/** A queue in the given table, on the given database. */
export function createQueueEngine(options: {
  knex: Knex;
  client: DatabaseClient;
  queue: QueueTable;
}): QueueEngine {
  return engines[options.client](options.knex, options.queue);
}
