import type { Knex } from 'knex';

import type { QueueEngine, QueueTable } from '../engine';
import { createMysqlEngine } from './mysql';
import { createPostgresEngine } from './postgres';
import { createSqliteEngine } from './sqlite';

/** The databases of Strapi, as `strapi.db.dialect.client` names them; `mysql` is MariaDB as well. */
export type DatabaseClient = 'sqlite' | 'postgres' | 'mysql';

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
