import type { ConnectionsService } from '../../server/src/connections/connections-service';
import type { ApiClient } from '../../server/src/http/client/api-client';
import type { JobRecord } from '../../server/src/sync/jobs/job-record';
import { addHarbour, connectHarbour } from './connections';
import type { DatabaseClient } from './database-servers';
import { startStandIn, type StandIn } from './stand-in';
import { startStrapi, type RunningStrapi } from './strapi';
import { aNoteJob, type EndedRun, ran, syncOf } from './sync';

export const NOTE = 'api::note.note';

export interface Note {
  documentId: string;
  text: string;
  number: number | null;
}

export interface Product {
  id: string;
  name: string;
  stock: number;
}

/** A site whose notes are kept alike with the products of the stand-in. */
export interface NoteSync {
  standIn: StandIn;
  running: RunningStrapi;
  /** Calls the stand-in as somebody else would. */
  api: ApiClient;
  connectionId: number;
  job: JobRecord;
  notes(): {
    findMany(params?: object): Promise<Note[]>;
    create(params: object): Promise<Note>;
    update(params: object): Promise<Note>;
    delete(params: object): Promise<unknown>;
  };
  allNotes(): Promise<Note[]>;
  noteWith(text: string): Promise<Note | undefined>;
  product(id: string): Promise<Product>;
  change(id: string, changes: object): Promise<unknown>;
  /** Runs the job to its end. */
  run(): Promise<EndedRun>;
  /** A job of its own, and no note yet. */
  startEmpty(changes?: object): Promise<void>;
  /** As many notes as products, in agreement. */
  startAnew(changes?: object): Promise<void>;
  stop(): Promise<void>;
}

export async function startNoteSync(client?: DatabaseClient): Promise<NoteSync> {
  const standIn = await startStandIn();
  const running = await startStrapi(client ? { client } : {});
  await addHarbour(running, standIn);
  const { id: connectionId } = await connectHarbour(running);
  const connections: ConnectionsService = running.strapi
    .plugin('integration-builder')
    .service('connections');
  const { jobs } = syncOf(running);

  const site: NoteSync = {
    standIn,
    running,
    api: await connections.client(connectionId, 'test'),
    connectionId,
    job: await jobs.create(aNoteJob(connectionId)),
    notes: () =>
      running.strapi.documents(NOTE as never) as unknown as ReturnType<NoteSync['notes']>,
    allNotes: () => site.notes().findMany({ limit: 1_000, sort: 'id:asc' }),
    noteWith: async (text) => (await site.allNotes()).find((note) => note.text === text),
    product: async (id) => (await site.api.get<Product>(`/products/${id}`, { cache: false })).data,
    change: (id, changes) => site.api.patch(`/products/${id}`, changes),
    run: () => ran(running, site.job.id),
    async startEmpty(changes = {}) {
      for (const { id } of await jobs.findAll()) await jobs.delete(id);
      await running.strapi.db.query(NOTE).deleteMany({});
      site.job = await jobs.create(aNoteJob(connectionId, changes));
    },
    async startAnew(changes = {}) {
      await site.startEmpty(changes);
      await site.run();
    },
    async stop() {
      await running.stop();
      await standIn.stop();
    },
  };
  return site;
}
