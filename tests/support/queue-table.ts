import type { Knex } from 'knex';

import type { QueueTable } from '../../server/src/queue/engine';

/** A table with the queue's columns and a few of its own, as a feature would have. */
export const queueTable: QueueTable = {
  table: 'jobs',
  keyColumn: 'endpoint_id',
  resultColumns: { last_status: 'integer', last_error: 'text', last_at: 'bigint' },
  claimColumns: ['label'],
  claimExpressions: { short_label: 'CASE WHEN length(label) <= 4 THEN label END' },
};

/** Creates `queueTable` with the indexes that the engines rely on. */
export async function createQueueTable(db: Knex): Promise<void> {
  await db.schema.createTable('jobs', (table) => {
    table.increments('id');
    table.integer('endpoint_id').notNullable();
    table.string('label');
    table.string('state').notNullable();
    table.bigInteger('due_at').notNullable();
    table.integer('attempts').notNullable().defaultTo(0);
    table.string('lease_owner');
    table.bigInteger('lease_until');
    table.integer('lease_epoch').notNullable().defaultTo(0);
    table.integer('lease_losses').notNullable().defaultTo(0);
    table.bigInteger('finished_at');
    table.integer('last_status');
    table.text('last_error');
    table.bigInteger('last_at');
    table.index(['endpoint_id', 'state', 'due_at', 'id'], 'jobs_due');
    table.index(['endpoint_id', 'state', 'id'], 'jobs_state');
    table.index(['lease_until'], 'jobs_lease');
  });
}
