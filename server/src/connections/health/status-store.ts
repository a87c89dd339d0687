import type { Strapi } from '../../feature';
import { insertRow } from '../../insert-row';
import { tableName } from '../../table-name';
import type { ConnectionStatus, StatusChange } from '../contracts';
import { STATUS_CHANGES } from '../uids';

/** The rows of `ib_connection_status_changes`. */
export function createStatusStore(strapi: Strapi) {
  const table = () => strapi.db.connection(tableName(strapi, STATUS_CHANGES));

  return {
    add: (change: {
      connectionId: number;
      status: ConnectionStatus;
      reason: string | null;
      at: number;
    }) =>
      insertRow(strapi, STATUS_CHANGES, {
        connection_id: change.connectionId,
        status: change.status,
        reason: change.reason,
        created_at: change.at,
      }),

    async findNewest(connectionId: number, limit: number): Promise<StatusChange[]> {
      const rows: Record<string, unknown>[] = await table()
        .where({ connection_id: connectionId })
        .orderBy('id', 'desc')
        .limit(limit);
      return rows.map((row) => ({
        id: Number(row.id),
        status: row.status as ConnectionStatus,
        reason: row.reason as string | null,
        at: new Date(Number(row.created_at)).toISOString(),
      }));
    },

    async deleteOf(connectionId: number): Promise<void> {
      await table().where({ connection_id: connectionId }).delete();
    },

    async prune(before: number): Promise<void> {
      await table().where('created_at', '<', before).delete();
    },
  };
}

export type StatusStore = ReturnType<typeof createStatusStore>;
