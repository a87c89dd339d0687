import type { Strapi } from '../../feature';
import type { Logger } from '../../logger';
import { FINAL_STATES, type FinalState, type QueueEngine } from '../../queue/engine';
import type { RowChoice } from '../../queue/job-rows-store';
import { validateInput } from '../../validate-input';
import { createWideActions, type WideAction } from '../../wide-actions/wide-actions';
import type { Replay } from '../contracts';
import type { DeliveryStore } from './delivery-store';
import { replayInputSchema } from './delivery-input';
import type { Endpoints } from '../endpoints/endpoints';
import type { ReplayStore } from './replay-store';

interface Dependencies {
  strapi: Strapi;
  queue: QueueEngine;
  store: ReplayStore;
  deliveries: DeliveryStore;
  endpoints: Endpoints;
  wake: () => void;
  now: () => number;
  log: Logger;
}

/** Which deliveries an action takes up again. */
const CHOICES: Record<Replay['kind'], RowChoice & { states: readonly FinalState[] }> = {
  recover: { states: ['failed', 'quarantined'], time: 'finished_at', withRetries: true },
  replay: { states: FINAL_STATES, time: 'created_at' },
};

/** Sending many deliveries again. */
export function createReplays(dependencies: Dependencies) {
  const { strapi, queue, store, deliveries, endpoints, wake, now, log } = dependencies;
  const actions = createWideActions<Replay['kind']>({
    strapi,
    store,
    measure: (endpointId, kind, range) =>
      deliveries.measure({ key: endpointId, ...CHOICES[kind], ...range }),
    idsFrom: (endpointId, kind, range, ids, trx) =>
      deliveries.idsFrom({ key: endpointId, ...CHOICES[kind], ...range }, ids, trx),
    async apply(ids, kind, trx) {
      const { states, withRetries } = CHOICES[kind];
      if (withRetries) await queue.hasten(ids, trx);
      await queue.restart(ids, { states, columns: { trigger: kind }, trx });
    },
    wake,
    now,
    log,
    name: 'replay',
  });

  function parse(input: unknown) {
    const { kind, from, to = now() } = validateInput(replayInputSchema, input);
    return { kind, from, to };
  }

  return {
    /** How many deliveries the action would send again. */
    async preview(endpointId: number, input: unknown): Promise<{ count: number }> {
      await endpoints.find(endpointId);
      return actions.preview(endpointId, parse(input));
    },

    /** @throws {errors.ValidationError | errors.ApplicationError} */
    async start(endpointId: number, input: unknown): Promise<Replay> {
      await endpoints.findActive(endpointId);
      return toReplay(await actions.start(endpointId, parse(input)));
    },

    /** The newest first: a page that is opened again finds the one that still runs. */
    async findNewestOf(endpointId: number): Promise<Replay[]> {
      await endpoints.find(endpointId);
      return (await actions.findNewestOf(endpointId)).map(toReplay);
    },

    findOne: async (id: number): Promise<Replay> => toReplay(await actions.findOne(id)),
    cancel: async (id: number): Promise<Replay> => toReplay(await actions.cancel(id)),
    resume: actions.resume,
    stop: actions.stop,
  };
}

function toReplay({ id, ownerId, ...action }: WideAction<Replay['kind']>): Replay {
  return { id, endpointId: ownerId, ...action };
}
