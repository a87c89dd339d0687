import type { CallRecord } from '../../http/client/call-record';
import { PROBE } from '../accounts/api-clients';
import type { ConnectionRegistry } from '../accounts/connection-registry';
import { TOKEN } from '../oauth/token-call';
import type { StatusKeeper } from './status-keeper';

/** A service that fails once may only have been restarted. */
const FAILURES_TO_TELL = 3;
/** How exactly the last use is told. */
const TOUCH_MS = 60_000;
const OUTAGES = new Set([
  'timeout',
  'dns',
  'connection-refused',
  'connection-reset',
  'unreachable',
  'tls',
  'proxy',
  'protocol',
  'address-refused',
]);

type Verdict = 'works' | 'fails' | 'refuses' | 'tells-nothing';

/** What one call says of its connection. That a call was wrong, or not made, says nothing. */
export function verdictOf({
  error,
  status,
  attempts,
}: Pick<CallRecord, 'error' | 'status' | 'attempts'>): Verdict {
  if (error === null) return 'works';
  // Its time was over while it waited for a token.
  if (error.code === 'timeout' && attempts.length === 0) return 'tells-nothing';
  if (status === 401) return 'refuses';
  if (status !== null && status >= 500) return 'fails';
  if (error.code === 'circuit-open' || OUTAGES.has(error.code)) return 'fails';
  return 'tells-nothing';
}

interface Dependencies {
  registry: ConnectionRegistry;
  status: StatusKeeper;
  /** Called with the connections that made calls and the last one's time. */
  touch: (id: number, usedAt: number) => Promise<void>;
}

/** Learns from the calls of the site how its connections do, so that nobody has to test them. */
export function createCallJudge({ registry, status, touch }: Dependencies) {
  const failuresInARow = new Map<number, number>();
  const touchedAt = new Map<number, number>();

  async function judge(id: number, calls: readonly CallRecord[]): Promise<void> {
    const connection = await registry.find(id);
    if (!connection || connection.status === 'disconnected') return;
    let verdict: Verdict = 'tells-nothing';
    let last: CallRecord | null = null;
    for (const call of calls) {
      const found = verdictOf(call);
      if (found === 'tells-nothing') continue;
      verdict = found;
      last = call;
      failuresInARow.set(id, found === 'fails' ? (failuresInARow.get(id) ?? 0) + 1 : 0);
    }
    const isStillSo = (row: { tokenVersion: number; status: string }) =>
      row.tokenVersion === connection.tokenVersion && row.status === connection.status;
    if (verdict === 'works' && connection.status === 'error') {
      await status.set(id, 'connected', null, { isStillSo });
    }
    if (connection.status !== 'connected' || !last?.error) return;
    const isDown = (failuresInARow.get(id) ?? 0) >= FAILURES_TO_TELL;
    if (verdict === 'refuses' || isDown) {
      await status.set(id, 'error', last.error.message, { isStillSo });
    }
  }

  return async function judgeCalls(calls: readonly CallRecord[]): Promise<void> {
    const byConnection = new Map<number, CallRecord[]>();
    for (const call of calls) {
      // What a refusal there means for the connection, renewing has written down already.
      if (call.caller === TOKEN) continue;
      const of = byConnection.get(call.connectionId) ?? [];
      of.push(call);
      byConnection.set(call.connectionId, of);
    }
    for (const [id, of] of byConnection) {
      await judge(id, of);
      // That we looked whether it works is no use of it.
      const usedAt = of.filter(({ caller }) => caller !== PROBE).at(-1)?.at ?? 0;
      if (usedAt - (touchedAt.get(id) ?? 0) < TOUCH_MS) continue;
      touchedAt.set(id, usedAt);
      await touch(id, usedAt);
    }
  };
}
