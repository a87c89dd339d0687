import type { PluginConfigInput } from '../../server/src/config';
import { defineProvider } from '../../server/src/providers/provider';
import { defineResource, type Resource } from '../../server/src/providers/resources/resource';
import type { JobRecord } from '../../server/src/sync/jobs/job-record';
import { CONNECTIONS, scriptedProvider } from './connections';
import type { DatabaseClient } from './database-servers';
import { startReceiver, type Receiver } from './receiver';
import { startStrapi, type RunningStrapi } from './strapi';
import { type EndedRun, ran, syncOf } from './sync';

export type ShelfRecord = { id: string } & Record<string, unknown>;

/** A kind of record of a service that a test holds in its own hands. */
export interface Shelf {
  records: Map<string, ShelfRecord>;
  put(...records: ShelfRecord[]): void;
  /** How often something was written there by the plugin. */
  writes: number;
}

/** A site and a service with `books` and `writers`, of any form. */
export interface ShelfSite {
  running: RunningStrapi;
  receiver: Receiver;
  /** To the service. */
  connectionId: number;
  books: Shelf;
  writers: Shelf;
  createJob(job: object): Promise<JobRecord>;
  run(job: Pick<JobRecord, 'id'>): Promise<EndedRun>;
  /** No job, no record, and no entry of these types. */
  clear(...contentTypes: string[]): Promise<void>;
  stop(): Promise<void>;
}

const plainCopy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

function createShelf(id: string): { shelf: Shelf; resource: Resource } {
  const records = new Map<string, ShelfRecord>();
  const shelf: Shelf = {
    records,
    writes: 0,
    put: (...added) => added.forEach((record) => records.set(record.id, record)),
  };
  const write = (record: ShelfRecord) => {
    shelf.writes += 1;
    records.set(record.id, plainCopy(record));
    return plainCopy(record);
  };
  const resource = defineResource({
    id,
    name: id,
    fields: [{ path: 'name', type: 'text' }],
    idPath: 'id',
    isIdempotent: true,
    async *list() {
      yield { records: plainCopy([...records.values()]), position: null };
    },
    get: (_client, key) => Promise.resolve(plainCopy(records.get(key) ?? null)),
    create: (_client, record) =>
      Promise.resolve(write({ ...record, id: `made-${records.size + 1}` })),
    update(_client, key, changes) {
      const known = records.get(key);
      return Promise.resolve(known ? write({ ...known, ...changes }) : null);
    },
    delete(_client, key) {
      records.delete(key);
      return Promise.resolve();
    },
  });
  return { shelf, resource };
}

export async function startShelfSite(
  client?: DatabaseClient,
  config: PluginConfigInput = {},
): Promise<ShelfSite> {
  const receiver = await startReceiver();
  const running = await startStrapi({ config, ...(client && { client }) });
  const [books, writers] = [createShelf('books'), createShelf('writers')];
  running.strapi
    .plugin('integration-builder')
    .service('providers')
    .register(
      defineProvider({
        ...scriptedProvider(receiver.url('/v1')),
        id: 'shelves',
        resources: [books.resource, writers.resource],
      }),
    );
  const { body } = await running.http
    .post(`${CONNECTIONS}/accounts`)
    .send({ provider: 'shelves', auth: 'api-key', credentials: { key: 'a-key-of-the-shelves' } })
    .expect(201);
  const connectionId = (body as { data: { id: number } }).data.id;
  const { jobs } = syncOf(running);

  return {
    running,
    receiver,
    connectionId,
    books: books.shelf,
    writers: writers.shelf,
    createJob: (job) =>
      jobs.create({
        name: 'Books',
        connectionId,
        resource: 'books',
        direction: 'import',
        matchField: null,
        ...job,
      }),
    run: ({ id }) => ran(running, id),
    async clear(...contentTypes) {
      for (const { id } of await jobs.findAll()) await jobs.delete(id);
      for (const uid of contentTypes) await running.strapi.db.query(uid).deleteMany({});
      for (const { shelf } of [books, writers]) {
        shelf.records.clear();
        shelf.writes = 0;
      }
    },
    async stop() {
      await running.stop();
      await receiver.stop();
    },
  };
}
