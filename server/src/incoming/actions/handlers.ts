import { EVENT_TYPE_PATTERN, matchesEventType } from './event-type-pattern';

/** An event as a handler is told of it. */
export interface HandledEvent {
  /** `evt_…`, the same at every try. */
  uid: string;
  /** The service's own id. */
  eventId: string | null;
  eventType: string | null;
  sourceId: number;
  slug: string;
  provider: string;
  /** ISO 8601. */
  receivedAt: string;
  /** Carried by everything that the handler changes or sends. */
  traceId: string;
}

export interface HandlerContext {
  event: HandledEvent;
  /** What the service sent; undefined for a body that cannot be read. */
  payload: unknown;
  /** False if the handler may have run before: after a failure, after a crash, or since an editor runs the event again. */
  isFirstRun: boolean;
  /** 1 for the first try since the event came in or was last run again. */
  attempt: number;
  /** Aborts when the process has to stop, and when the handler has taken two minutes, which is all it is given. */
  signal: AbortSignal;
}

/** Does something about an event. A rejection is tried again later. */
export type EventHandler = (context: HandlerContext) => unknown;

interface Registration {
  target: string;
  pattern: string;
  handler: EventHandler;
}

/** What the site's own code does about events. */
export function createHandlers() {
  const registrations = new Set<Registration>();

  return {
    /**
     * Runs `handler` for the events of a provider, or of one source.
     *
     * @param target the id of a provider (`stripe`), or the slug of a source
     * @param pattern the type of event: `invoice.paid`, `invoice.*`, `*`
     * @returns a function that takes the handler away again
     * @throws {TypeError} for a wrong pattern or a handler that is no function
     */
    on(target: string, pattern: string, handler: EventHandler): () => void {
      if (!EVENT_TYPE_PATTERN.test(pattern)) {
        throw new TypeError(`"${pattern}" is no type of event: write invoice.paid, invoice.* or *`);
      }
      if (typeof handler !== 'function') throw new TypeError('A handler is a function.');
      const registration = { target, pattern, handler };
      registrations.add(registration);
      return () => void registrations.delete(registration);
    },

    /** In the order in which they were registered. */
    of({ provider, slug }: { provider: string; slug: string }, eventType: string | null) {
      return [...registrations]
        .filter(({ target }) => target === provider || target === slug)
        .filter(({ pattern }) => matchesEventType(pattern, eventType))
        .map(({ handler }) => handler);
    },

    hasAnyOf: (provider: string): boolean =>
      [...registrations].some(({ target }) => target === provider),
  };
}

export type Handlers = ReturnType<typeof createHandlers>;
