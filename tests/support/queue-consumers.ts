import type { LaneRequest } from '../../server/src/queue/claim-plan';
import {
  createQueueConsumer,
  type QueueConsumer,
  type QueueConsumerOptions,
} from '../../server/src/queue/consumer';
import { recordingLogger } from './recording-logger';
import type { ScratchQueue } from './scratch-queue';

export const SUCCEEDED = { outcome: { kind: 'succeeded' } } as const;

export const lanesOf = (...keys: number[]): LaneRequest[] =>
  keys.map((key) => ({ key, isOrdered: false }));

/** Consumers of the suite's queue, each of which ends with the test that started it. */
export function consumersForSuite(queue: () => ScratchQueue) {
  let log = recordingLogger();
  let consumers: QueueConsumer[] = [];

  beforeEach(() => {
    log = recordingLogger();
  });
  afterEach(async () => {
    await Promise.all(consumers.map((consumer) => consumer.stop({ graceMs: 0 })));
    consumers = [];
  });

  return {
    /** What the consumers of this test have logged, as `level: message`. */
    logged: () => log.lines,

    /** Starts a consumer of key 1, unless told otherwise, to whose owner the name `tester-<number>` is given. */
    consume(options: Partial<QueueConsumerOptions<unknown>>): QueueConsumer {
      const consumer = createQueueConsumer({
        engine: queue().engine,
        owner: `tester-${consumers.length}`,
        log,
        concurrency: 16,
        lanes: () => lanesOf(1),
        handle: async () => SUCCEEDED,
        ...options,
      });
      consumers.push(consumer);
      consumer.start();
      return consumer;
    },
  };
}
