import { setTimeout as sleep } from 'node:timers/promises';

import type { Strapi } from '../../server/src/feature';
import type { SourceInput } from '../../server/src/incoming/contracts';
import type { IncomingService } from '../../server/src/incoming/incoming-service';
import { productName } from './signed-events';

const EVENTS = 'ib_webhook_events';
const LOOK_EVERY_MS = 200;

/** The part of Strapi's document service that a loop over notes uses. */
interface Notes {
  findFirst(params: object): Promise<{ documentId: string } | null>;
  create(params: object): Promise<unknown>;
  update(params: object): Promise<unknown>;
}

/** Rates and costs of working so many events off. */
export interface Worked {
  durationMs: number;
  /** Processor time of the process, which says more than the duration while the machine is busy with other things. */
  cpuMs: number;
}

export interface Upserts {
  count: number;
  /** Events are of so many products in turn. */
  products: number;
}

/** What a Strapi of a benchmark of incoming webhooks can be told. */
export function incomingCommands(strapi: Strapi) {
  const incoming = (): IncomingService => strapi.plugin('integration-builder').service('incoming');

  async function switchSource(isActive: boolean): Promise<void> {
    for (const { id } of await incoming().sources.findAll()) {
      await incoming().sources.update(id, { isActive });
    }
  }

  return {
    createSource: async (input: SourceInput): Promise<void> =>
      void (await incoming().sources.create(input)),

    switchSource,

    /** Turns the source on, so that the worker takes up what is stored, and waits until every event is settled. */
    async workOff(): Promise<Worked> {
      const events = () => strapi.db.connection(EVENTS);
      const isSettled = async () =>
        !(await events().whereIn('state', ['pending', 'running']).first('id'));
      const cpu = process.cpuUsage();
      const startedAt = Date.now();
      await switchSource(true);
      while (!(await isSettled())) await sleep(LOOK_EVERY_MS);
      const row = await events().max({ at: 'finished_at' }).first();
      return { durationMs: Number(row?.at) - startedAt, cpuMs: cpuMsSince(cpu) };
    },

    /** The same work as a site's own code would do it: finds a note by its number, then creates or updates it. */
    async upsertNotes({ count, products }: Upserts, atOnce: number): Promise<Worked> {
      const notes = strapi.documents('api::note.note' as never) as unknown as Notes;
      const cpu = process.cpuUsage();
      const startedAt = performance.now();
      let next = 0;
      const client = async () => {
        while (next < count) {
          const n = next;
          next += 1;
          const number = n % products;
          const data = { number, text: productName(n) };
          const known = await notes.findFirst({ filters: { number }, fields: ['documentId'] });
          if (known) await notes.update({ documentId: known.documentId, data });
          else await notes.create({ data });
        }
      };
      await Promise.all(Array.from({ length: atOnce }, client));
      return { durationMs: performance.now() - startedAt, cpuMs: cpuMsSince(cpu) };
    },
  };
}

/** Processor time of this process since then. */
export function cpuMsSince(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}
