import type { Connection, ConnectionStatus } from '../../api/connection-contracts';
import type { StatusVariant } from '../../components/status-badge';

/** The colour that goes with a status. */
export const STATUS_VARIANTS: Record<ConnectionStatus, StatusVariant> = {
  connected: 'success',
  error: 'warning',
  'needs-reauthorization': 'danger',
  disconnected: 'neutral',
};

const URGENCY: Record<ConnectionStatus, number> = {
  'needs-reauthorization': 0,
  error: 1,
  connected: 2,
  disconnected: 3,
};

/** Connections with those first that somebody has to look after, then by name. */
export const inOrderOfUrgency = <T extends Connection>(connections: T[]): T[] =>
  [...connections].sort(
    (a, b) => URGENCY[a.status] - URGENCY[b.status] || a.name.localeCompare(b.name),
  );

/** What mends a connection; null where nothing is broken. */
export const remedyOf = (status: ConnectionStatus): 'test' | 'reconnect' | null => {
  if (status === 'error') return 'test';
  return status === 'needs-reauthorization' ? 'reconnect' : null;
};

/** Whether a connection can be tested or reconnected: nobody knows how where its service is not there any more. */
export const isUsable = ({ providerName }: Pick<Connection, 'providerName'>): boolean =>
  providerName !== null;

/** How many scopes a connection has: those that were granted, or else those that were asked for. Null without scopes. */
export const scopeCountOf = ({ scopes }: Pick<Connection, 'scopes'>): number | null =>
  scopes && (scopes.granted ?? scopes.asked).length;

/** From when on the end of an access is told wherever the connection is shown. */
const SOON_MS = 7 * 24 * 60 * 60 * 1000;

/** Whether a connection works, and will stop soon unless somebody reconnects it. */
export const isEndingSoon = (
  connection: Pick<Connection, 'expiresAt' | 'isRenewable' | 'status'>,
  now: number,
): boolean =>
  connection.status === 'connected' &&
  expiryOf(connection, now) === 'ending' &&
  new Date(connection.expiresAt ?? 0).getTime() - now <= SOON_MS;

/** Whether somebody can enter other credentials, where a refusal is no matter of consent at the service. */
export const hasOwnCredentials = ({ auth }: Pick<Connection, 'auth'>): boolean =>
  auth === 'api-key' || auth === 'bearer' || auth === 'basic';

type Expiry = 'never' | 'renewed' | 'ending' | 'ended';

/** What becomes of a connection's access when its time is up. */
export const expiryOf = (
  { expiresAt, isRenewable }: Pick<Connection, 'expiresAt' | 'isRenewable'>,
  now: number,
): Expiry => {
  if (expiresAt === null) return 'never';
  if (isRenewable) return 'renewed';
  return new Date(expiresAt).getTime() > now ? 'ending' : 'ended';
};
