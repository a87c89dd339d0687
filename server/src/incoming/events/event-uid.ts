import { newTraceId } from '../../trace';

const PREFIX = 'evt_';

/** `evt_` and a trace id: everything that an event brings about leads back to it. */
export function newEventUid(): string {
  return PREFIX + newTraceId();
}

/** The trace (32 hexadecimal digits) of the event with this uid. */
export function traceIdOf(uid: string): string {
  return uid.slice(PREFIX.length);
}

/** The uid of the event with this trace. */
export function uidOfTrace(traceId: string): string {
  return PREFIX + traceId;
}
