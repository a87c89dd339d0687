import { setTimeout as sleep } from 'node:timers/promises';

import type { Strapi } from '../../server/src/feature';
import type { OutgoingService } from '../../server/src/outgoing/outgoing-service';
import { watchEventLoop } from './event-loop-lag';
import { ENTRY } from './payload';

const MESSAGES = 'ib_webhook_messages';
const DELIVERIES = 'ib_webhook_deliveries';
const ATTEMPTS = 'ib_webhook_attempts';
const MESSAGES_PER_TRANSACTION = 200;
const LOOK_EVERY_MS = 200;

const outgoingOf = (strapi: Strapi): OutgoingService =>
  strapi.plugin('integration-builder').service('outgoing');

/** Records events for every endpoint, through the function that a site's own code calls; returns the `webhook-id`s. */
export async function record(strapi: Strapi, messages: number): Promise<string[]> {
  const ids: string[] = [];
  for (let done = 0; done < messages; done += MESSAGES_PER_TRANSACTION) {
    await strapi.db.transaction(async () => {
      for (let n = done; n < Math.min(messages, done + MESSAGES_PER_TRANSACTION); n += 1) {
        const { messageId } = await outgoingOf(strapi).send({ type: 'bench.entry', data: ENTRY });
        ids.push(messageId);
      }
    });
  }
  return ids;
}

/** The `webhook-id`s of all messages that were recorded since the last call. */
export function newMessageIds(strapi: Strapi) {
  let lastId = 0;
  return async (): Promise<string[]> => {
    const rows: { id: number; uid: string }[] = await strapi.db
      .connection(MESSAGES)
      .select('id', 'uid')
      .where('id', '>', lastId)
      .orderBy('id');
    lastId = rows.at(-1)?.id ?? lastId;
    return rows.map(({ uid }) => uid);
  };
}

export interface DeliveryRun {
  /** From the start of the worker to the last settled row. */
  durationMs: number;
  lagP99Ms: number;
  /** Processor time of the process, which says more than the duration while the machine is busy with other things. */
  cpuMs: number;
  succeeded: number;
  attempts: number;
}

/** Starts the worker on what is recorded and waits until every row is settled. */
export async function deliverAll(strapi: Strapi): Promise<DeliveryRun> {
  const knex = strapi.db.connection;
  const keys = (await outgoingOf(strapi).endpoints.findAll()).map(({ id }) => id);
  const isSettled = async () => {
    for (const endpoint_id of keys) {
      for (const state of ['pending', 'running']) {
        if (await knex(DELIVERIES).where({ endpoint_id, state }).first('id')) return false;
      }
    }
    return true;
  };

  const lag = watchEventLoop();
  const cpu = process.cpuUsage();
  const startedAt = Date.now();
  await outgoingOf(strapi).startDelivering();
  while (!(await isSettled())) await sleep(LOOK_EVERY_MS);
  const lagP99Ms = lag.stop();
  const { user, system } = process.cpuUsage(cpu);

  const row = await knex(DELIVERIES).max({ at: 'finished_at' }).first();
  const countOf = async (table: string, where: object) =>
    Number((await knex(table).where(where).count({ n: '*' }).first())?.n);
  return {
    durationMs: Number(row?.at) - startedAt,
    lagP99Ms,
    cpuMs: (user + system) / 1000,
    succeeded: await countOf(DELIVERIES, { state: 'succeeded' }),
    attempts: await countOf(ATTEMPTS, { outcome: 'succeeded' }),
  };
}
