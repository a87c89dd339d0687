import type { Logger } from '../../logger';
import { storableText } from '../../storable-json';
import type { ConnectionRecord } from '../accounts/connection-record';
import type { ConnectionStore, NewConnection } from '../accounts/connection-store';
import type { ConnectionStatus } from '../contracts';
import type { StatusStore } from './status-store';

/** Tells others of a connection whose status has changed. */
export type AnnounceStatus = (
  connection: ConnectionRecord,
  before: ConnectionStatus,
) => Promise<void>;

interface Dependencies {
  store: ConnectionStore;
  history: StatusStore;
  /** Called after a change, so that this instance goes by it at once. */
  onChanged: () => Promise<void>;
  announce: AnnounceStatus;
  now: () => number;
  log: Logger;
}

/** Writes down how a connection does, with its history, and tells of changes. */
export function createStatusKeeper({
  store,
  history,
  onChanged,
  announce,
  now,
  log,
}: Dependencies) {
  /**
   * @param more is changed along with the status
   * @param isStillSo judges the row as it is locked: what was found out may be overtaken
   * @returns the connection as it is then; null if there is none, or it was overtaken
   */
  async function set(
    id: number,
    status: ConnectionStatus,
    reason: string | null,
    {
      more = {},
      isStillSo = () => true,
    }: {
      more?: Partial<NewConnection> | ((connection: ConnectionRecord) => Partial<NewConnection>);
      isStillSo?: (connection: ConnectionRecord) => boolean;
    } = {},
  ): Promise<ConnectionRecord | null> {
    let before: ConnectionStatus = status;
    // It may be a service's own words, with whatever they hold.
    const statusReason = reason === null ? null : storableText(reason);
    const changed = await store.change(id, (connection) => {
      if (!isStillSo(connection)) return null;
      before = connection.status;
      const isSame = before === status;
      const changes = typeof more === 'function' ? more(connection) : more;
      return { ...changes, status, statusReason, ...(!isSame && { statusSince: now() }) };
    });
    await onChanged();
    if (changed && before !== status) await tell(changed, before);
    return changed;
  }

  /** A status that was set stays set, whether or not its history can be written. */
  async function tell(connection: ConnectionRecord, before: ConnectionStatus): Promise<void> {
    const { id, status, statusReason: reason } = connection;
    try {
      await history.add({ connectionId: id, status, reason, at: now() });
      await announce(connection, before);
    } catch (error) {
      log.error(`a change of status of connection ${id} could not be told`, error);
    }
  }

  return { set };
}

export type StatusKeeper = ReturnType<typeof createStatusKeeper>;
