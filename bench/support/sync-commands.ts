import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { ConnectionsService } from '../../server/src/connections/connections-service';
import type { Strapi } from '../../server/src/feature';
import type { Page } from '../../server/src/http/client/read-pages';
import type { Resource } from '../../server/src/providers/resources/resource';
import type { JobInput } from '../../server/src/sync/contracts';
import type { SyncService } from '../../server/src/sync/sync-service';
import { watchEventLoop } from './event-loop-lag';
import { cpuMsSince, type Worked } from './incoming-commands';
import { type Records, recordOf } from './records';

const PAGE_SIZE = 250;

/** What a run has come to, and what it took. */
export interface SyncRun extends Worked {
  examined: number;
  created: number;
  updated: number;
  failed: number;
  /** Statements that insert, update or delete, but for the run's own row. */
  writes: number;
  /** 99 of 100 looks at the clock were no later than this. */
  lagP99Ms: number;
  peakMb: number;
}

interface Notes {
  create(params: object): Promise<unknown>;
  update(params: object): Promise<unknown>;
}

/** What a Strapi of a benchmark of sync can be told. */
export function syncCommands(strapi: Strapi) {
  const plugin = () => strapi.plugin('integration-builder');
  const notes = () => strapi.documents('api::note.note' as never) as unknown as Notes;
  let records: Records = { count: 0, changed: 0, revision: 0 };

  /** Lists from memory, so that nothing is measured but the sync itself. */
  const resource: Resource = {
    id: 'records',
    name: 'Records',
    idPath: 'id',
    fields: [
      { path: 'name', type: 'text' },
      { path: 'number', type: 'number' },
    ],
    async *list(_client, { position }): AsyncGenerator<Page<unknown>> {
      for (let from = Number(position ?? 0); from < records.count; from += PAGE_SIZE) {
        const to = Math.min(from + PAGE_SIZE, records.count);
        yield {
          records: Array.from({ length: to - from }, (_, n) => recordOf(from + n, records)),
          position: to < records.count ? String(to) : null,
        };
      }
    },
  };

  return {
    async registerRecords(): Promise<void> {
      // For the test of a new connection, which is all that is asked of it.
      const service = createServer((_request, response) => response.end('{}'));
      await once(service.listen(0, '127.0.0.1'), 'listening');
      const { port } = service.address() as AddressInfo;
      plugin()
        .service('providers')
        .register({
          id: 'records',
          name: 'Records',
          access: {
            category: 'development',
            auth: [{ kind: 'api-key', in: 'header', name: 'X-API-Key' }],
            api: { baseUrl: `http://127.0.0.1:${port}` },
            probe: { path: '/me' },
          },
          resources: [resource],
        });
    },

    /** Returns the id of a job that keeps notes alike with the records. */
    async createSyncJob(
      settings: Partial<Pick<JobInput, 'writing' | 'batchSize'>>,
    ): Promise<number> {
      const connections: ConnectionsService = plugin().service('connections');
      const { id: connectionId } = await connections.accounts.create({
        provider: 'records',
        auth: 'api-key',
        credentials: { key: 'a-key-of-the-benchmark' },
      });
      const sync: SyncService = plugin().service('sync');
      const { id } = await sync.jobs.create({
        name: 'Records as notes',
        connectionId,
        resource: 'records',
        contentType: 'api::note.note',
        direction: 'import',
        mapping: [
          { field: 'text', path: 'name', flow: 'import' },
          { field: 'number', path: 'number', flow: 'import' },
        ],
        matchField: null,
        ...settings,
      });
      return id;
    },

    /** What the service lists from now on. */
    setRecords(next: Records): void {
      records = next;
    },

    async runSync(jobId: number): Promise<SyncRun> {
      const sync: SyncService = plugin().service('sync');
      let writes = 0;
      const count = ({ sql }: { sql: string }) => {
        if (/^\s*(insert|update|delete)/i.test(sql) && !sql.includes('ib_sync_runs')) writes += 1;
      };
      strapi.db.connection.on('query', count);
      global.gc?.();
      let peak = 0;
      const watch = setInterval(() => {
        peak = Math.max(peak, process.memoryUsage.rss());
      }, 50);
      const lag = watchEventLoop();
      const cpu = process.cpuUsage();
      const startedAt = performance.now();
      const { id } = await sync.run(jobId);
      await sync.runs.whenEnded(jobId);
      const durationMs = performance.now() - startedAt;
      const cpuMs = cpuMsSince(cpu);
      const lagP99Ms = lag.stop();
      clearInterval(watch);
      strapi.db.connection.off('query', count);
      const run = await sync.runs.find(id);
      if (run.state !== 'completed') throw new Error(`the run is ${run.state}: ${run.error}`);
      const { examined } = run;
      const { created, updated, failed } = run.counts;
      return {
        examined,
        created,
        updated,
        failed,
        durationMs,
        cpuMs,
        writes,
        lagP99Ms,
        peakMb: peak / 1024 / 1024,
      };
    },

    /** The same notes by a bare loop, one after the other. */
    async createNotes(made: Records): Promise<Worked> {
      const cpu = process.cpuUsage();
      const startedAt = performance.now();
      for (let n = 0; n < made.count; n += 1) {
        const { name: text, number } = recordOf(n, made);
        await notes().create({ data: { text, number } });
      }
      return { durationMs: performance.now() - startedAt, cpuMs: cpuMsSince(cpu) };
    },

    /** Gives notes the names that the service has now, by a bare loop over those that have changed. */
    async updateNotes(next: Records): Promise<Worked> {
      const rows: { document_id: string; number: number }[] = await strapi.db
        .connection('notes')
        .where('number', '<', next.changed)
        .select('document_id', 'number');
      const cpu = process.cpuUsage();
      const startedAt = performance.now();
      for (const { document_id: documentId, number } of rows) {
        const { name: text } = recordOf(number, next);
        await notes().update({ documentId, data: { text } });
      }
      return { durationMs: performance.now() - startedAt, cpuMs: cpuMsSince(cpu) };
    },
  };
}
