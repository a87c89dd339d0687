import type { Strapi } from '../../feature';
import type { Logger } from '../../logger';
import { FINAL_STATES, type QueueEngine } from '../../queue/engine';
import type { RowChoice } from '../../queue/job-rows-store';
import { validateInput } from '../../validate-input';
import type { WideActionStore } from '../../wide-actions/wide-action-store';
import { createWideActions, type WideAction } from '../../wide-actions/wide-actions';
import type { EventRun, EventRunKind } from '../contracts';
import type { Sources } from '../sources/sources';
import { eventRunSchema } from './event-input';
import { DISCARDABLE, RECOVERABLE, type EventStore } from './event-store';

interface Dependencies {
  strapi: Strapi;
  queue: QueueEngine;
  store: WideActionStore<EventRunKind>;
  events: EventStore;
  sources: Sources;
  wake: () => void;
  now: () => number;
  log: Logger;
}

/** Which events a run takes up. Refused ones never: they were not genuine. */
const CHOICES = {
  recover: { states: RECOVERABLE, time: 'finished_at', withRetries: true },
  replay: { states: FINAL_STATES, time: 'created_at' },
  discard: { states: DISCARDABLE, time: 'created_at' },
} as const satisfies Record<EventRunKind, RowChoice>;

/** Running the actions of many events again, or taking many out of the work. */
export function createEventRuns(dependencies: Dependencies) {
  const { strapi, queue, store, events, sources, wake, now, log } = dependencies;
  const runs = createWideActions<EventRunKind>({
    strapi,
    store,
    measure: (sourceId, kind, range) =>
      events.measure({ key: sourceId, ...CHOICES[kind], ...range }),
    idsFrom: (sourceId, kind, range, ids, trx) =>
      events.idsFrom({ key: sourceId, ...CHOICES[kind], ...range }, ids, trx),
    async apply(ids, kind, trx) {
      if (kind === 'discard') {
        await events.discard(ids, now(), trx);
        return;
      }
      if (kind === 'recover') await queue.hasten(ids, trx);
      // One that a worker has ended meanwhile is through.
      const again = kind === 'recover' ? events.asRecovery : events.asReplay;
      await queue.restart(ids, { ...again, trx });
    },
    wake,
    now,
    log,
    name: 'run',
  });

  function parse(input: unknown) {
    const { kind, from, to = now() } = validateInput(eventRunSchema, input);
    return { kind, from, to };
  }

  return {
    /** How many events the run would take up. */
    async preview(sourceId: number, input: unknown): Promise<{ count: number }> {
      await sources.find(sourceId);
      return runs.preview(sourceId, parse(input));
    },

    /** @throws {errors.ApplicationError} `source-inactive` where actions would have to run */
    async start(sourceId: number, input: unknown): Promise<EventRun> {
      await sources.find(sourceId);
      const range = parse(input);
      if (range.kind !== 'discard') await sources.findActive(sourceId);
      return toEventRun(await runs.start(sourceId, range));
    },

    /** The newest first: a page that is opened again finds the one that still runs. */
    async findNewestOf(sourceId: number): Promise<EventRun[]> {
      await sources.find(sourceId);
      return (await runs.findNewestOf(sourceId)).map(toEventRun);
    },

    findOne: async (id: number): Promise<EventRun> => toEventRun(await runs.findOne(id)),
    cancel: async (id: number): Promise<EventRun> => toEventRun(await runs.cancel(id)),
    resume: runs.resume,
    stop: runs.stop,
  };
}

function toEventRun({ id, ownerId, ...run }: WideAction<EventRunKind>): EventRun {
  return { id, sourceId: ownerId, ...run };
}
