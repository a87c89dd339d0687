import type { ConnectionsService } from '../../server/src/connections/connections-service';
import type { ApiClient } from '../../server/src/http/client/api-client';
import type { JobRecord } from '../../server/src/sync/jobs/job-record';
import { addHarbour, connectHarbour, CONNECTIONS } from '../support/connections';
import { everyDatabase } from '../support/databases';
import { startStandIn, type StandIn } from '../support/stand-in';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { aNoteJob, ran, syncOf } from '../support/sync';

const NOTE = 'api::note.note';

interface Note {
  documentId: string;
  text: string;
  number: number | null;
}

interface Product {
  id: string;
  name: string;
  stock: number;
}

everyDatabase('a sync of products and notes', (client) => {
  let standIn: StandIn;
  let running: RunningStrapi;
  let api: ApiClient;
  let connectionId: number;
  let job: JobRecord;

  beforeAll(async () => {
    standIn = await startStandIn();
    running = await startStrapi({ client });
    await addHarbour(running, standIn);
    ({ id: connectionId } = await connectHarbour(running));
    const connections: ConnectionsService = running.strapi
      .plugin('integration-builder')
      .service('connections');
    api = await connections.client(connectionId, 'test');
  });
  afterAll(async () => {
    await running?.stop();
    await standIn?.stop();
  });

  const notes = () =>
    running.strapi.documents(NOTE as never) as unknown as {
      findMany(params?: object): Promise<Note[]>;
      create(params: object): Promise<Note>;
      update(params: object): Promise<Note>;
      delete(params: object): Promise<unknown>;
    };
  const allNotes = () => notes().findMany({ limit: 1_000, sort: 'id:asc' });
  const noteWith = async (text: string) => (await allNotes()).find((note) => note.text === text);
  const product = async (id: string) => (await api.get<Product>(`/products/${id}`)).data;
  const change = (id: string, changes: object) => api.patch(`/products/${id}`, changes);
  const outcomes = async () => (await ran(running, job.id)).outcomes;
  const NOTHING = { applied: 0, held: 0, outdated: 0, failed: 0 };

  /** As many notes as products, in agreement. */
  async function startAnew(changes: object = {}): Promise<void> {
    for (const { id } of await syncOf(running).jobs.findAll())
      await syncOf(running).jobs.delete(id);
    await running.strapi.db.query(NOTE).deleteMany({});
    job = await syncOf(running).jobs.create(aNoteJob(connectionId, changes));
    await ran(running, job.id);
  }

  describe('that begins', () => {
    it('makes an entry of every record, and then has nothing to do', async () => {
      for (const { id } of await syncOf(running).jobs.findAll()) {
        await syncOf(running).jobs.delete(id);
      }
      job = await syncOf(running).jobs.create(aNoteJob(connectionId));
      const first = await ran(running, job.id);
      expect(first).toMatchObject({
        state: 'completed',
        hold: null,
        error: null,
        examined: 120,
        outcomes: { ...NOTHING, applied: 120 },
      });
      expect(await allNotes()).toHaveLength(120);
      expect(await noteWith('Mug, white, no. 40')).toMatchObject({ number: (40 * 7) % 90 });
      expect(await ran(running, job.id)).toMatchObject({ examined: 120, outcomes: NOTHING });
    });

    it('knows entries that are there already by what they are matched by', async () => {
      await startAnew();
      await syncOf(running).jobs.delete(job.id);
      job = await syncOf(running).jobs.create(aNoteJob(connectionId));
      const { changes } = await ran(running, job.id);
      expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(['meet']));
      expect(await allNotes()).toHaveLength(120);
    });
  });

  describe('in both directions', () => {
    beforeAll(() => startAnew({ deletes: { document: 'delete', external: 'delete' } }));

    it('carries each change the right way', async () => {
      const { id } = await product('prd_0001');
      const note = await noteWith((await product('prd_0002')).name);
      await change(id, { stock: 77 });
      await notes().update({ documentId: note?.documentId, data: { text: 'Renamed here' } });
      const run = await ran(running, job.id);
      expect(run.outcomes).toEqual({ ...NOTHING, applied: 2 });
      expect(run.changes.map(({ detail }) => detail)).toEqual([
        {
          toExternal: [],
          toDocument: [{ field: 'number', before: 7, after: 77 }],
        },
        {
          toExternal: [{ field: 'text', before: note?.text, after: 'Renamed here' }],
          toDocument: [],
        },
      ]);
      expect(await noteWith((await product(id)).name)).toMatchObject({ number: 77 });
      expect(await product('prd_0002')).toMatchObject({ name: 'Renamed here' });
      expect(await outcomes()).toEqual(NOTHING);
    });

    it('makes a record of a new entry, once', async () => {
      // The service asks for more than a note has, so it is refused, said so, and tried again by every run.
      const made = await notes().create({ data: { text: 'New here', number: 3 } });
      const refused = await ran(running, job.id);
      expect(refused.outcomes).toEqual({ ...NOTHING, failed: 1 });
      expect(refused.changes).toMatchObject([
        {
          kind: 'create-external',
          documentId: made.documentId,
          error: expect.stringContaining('422'),
        },
      ]);
      await notes().delete({ documentId: made.documentId });
      expect(await outcomes()).toEqual(NOTHING);
    });

    it('deletes on one side what was deleted on the other', async () => {
      const there = await product('prd_0010');
      await api.delete('/products/prd_0010');
      const here = await noteWith((await product('prd_0011')).name);
      await notes().delete({ documentId: here?.documentId });
      expect(await outcomes()).toEqual({ ...NOTHING, applied: 2 });
      expect(await noteWith(there.name)).toBeUndefined();
      await expect(product('prd_0011')).rejects.toMatchObject({ status: 404 });
      expect(await outcomes()).toEqual(NOTHING);
    });

    it('decides between two changes of one field, and remembers what it has decided against', async () => {
      const note = await noteWith((await product('prd_0020')).name);
      await change('prd_0020', { name: 'Changed there' });
      await notes().update({ documentId: note?.documentId, data: { text: 'Changed here, later' } });
      expect(await outcomes()).toEqual({ ...NOTHING, applied: 1 });
      expect(await product('prd_0020')).toMatchObject({ name: 'Changed here, later' });
      const conflicts = await running.strapi.db.connection('ib_sync_conflicts');
      expect(conflicts).toMatchObject([{ state: 'decided', document_id: note?.documentId }]);
      expect(JSON.parse(conflicts[0].fields)).toEqual([
        {
          field: 'text',
          base: note?.text,
          external: 'Changed there',
          document: 'Changed here, later',
          winner: 'document',
        },
      ]);
    });
  });

  describe('in which a person decides', () => {
    beforeAll(() => startAnew({ strategy: 'manual' }));
    const states = async () =>
      (await running.strapi.db.connection('ib_sync_conflicts').orderBy('id')).map(
        ({ state }: { state: string }) => state,
      );

    it('asks once, and asks again what it has asked before', async () => {
      const note = await noteWith((await product('prd_0040')).name);
      const write = (text: string) =>
        notes().update({ documentId: note?.documentId, data: { text } });
      await change('prd_0040', { name: 'There' });
      await write('Here');
      await ran(running, job.id);
      expect(await states()).toEqual(['open']);
      expect(await outcomes()).toEqual(NOTHING);
      await write('Here, changed');
      await ran(running, job.id);
      expect(await states()).toEqual(['closed', 'open']);
      await write('Here');
      await ran(running, job.id);
      expect(await states()).toEqual(['open', 'closed']);
      expect(await product('prd_0040')).toMatchObject({ name: 'There' });
    });
  });

  describe('that only sends out', () => {
    const AUTHOR = 'api::author.author';
    const author = { name: 'Ada', email: 'ada@example.com' };
    const authors = () =>
      running.strapi.documents(AUTHOR as never) as unknown as {
        create(params: object): Promise<{ documentId: string }>;
        update(params: object): Promise<unknown>;
      };

    it('makes a record of every entry, once, and leaves all others alone', async () => {
      await startAnew();
      const before = (await standIn.control.counters()).productsCreated;
      await running.strapi.db.query(AUTHOR).deleteMany({});
      const { documentId } = await authors().create({ data: author });
      job = await syncOf(running).jobs.create({
        ...aNoteJob(connectionId),
        contentType: AUTHOR,
        direction: 'export',
        mapping: [
          { field: 'name', path: 'name', flow: 'export' },
          { field: 'email', path: 'sku', flow: 'export' },
        ],
        matchField: null,
      });
      const { outcomes: first, changes } = await ran(running, job.id);
      expect(first).toEqual({ ...NOTHING, applied: 1 });
      const id = changes[0]?.externalId ?? '';
      expect(await product(id)).toMatchObject({ name: 'Ada', sku: 'ada@example.com' });
      await authors().update({ documentId, data: { name: 'Ada L.' } });
      expect(await outcomes()).toEqual({ ...NOTHING, applied: 1 });
      expect(await product(id)).toMatchObject({ name: 'Ada L.' });
      expect(await outcomes()).toEqual(NOTHING);
      expect((await standIn.control.counters()).productsCreated - before).toBe(1);
    });
  });

  describe('that is broken off', () => {
    it('by a service out of order, goes on when that is over', async () => {
      await startAnew();
      await change('prd_0050', { stock: 11 });
      await standIn.control.setModes({ api: 'error-500' });
      const broken = await ran(running, job.id);
      expect(broken).toMatchObject({ state: 'running', error: expect.stringContaining('500') });
      await standIn.control.setModes({ api: 'ok' });
      await syncOf(running).runs.resume();
      await syncOf(running).runs.whenEnded(job.id);
      expect(await syncOf(running).runs.find(broken.id)).toMatchObject({
        state: 'completed',
        error: null,
        outcomes: { applied: 1 },
      });
    });

    it('by a person, does no more', async () => {
      await startAnew();
      await change('prd_0051', { stock: 12 });
      await standIn.control.setModes({ api: 'slow', slowMs: 500 });
      const { id } = await syncOf(running).run(job.id);
      const cancelled = await syncOf(running).runs.cancel(id);
      expect(cancelled).toMatchObject({ state: 'cancelled' });
      await syncOf(running).runs.whenEnded(job.id);
      await standIn.control.setModes({ api: 'ok' });
      expect(await syncOf(running).runs.find(id)).toMatchObject({
        state: 'cancelled',
        outcomes: NOTHING,
      });
      expect(await outcomes()).toEqual({ ...NOTHING, applied: 1 });
    });

    it('by the end of its job, leaves nothing behind', async () => {
      await startAnew();
      await syncOf(running).run(job.id);
      await syncOf(running).jobs.delete(job.id);
      for (const table of ['jobs', 'links', 'runs', 'changes', 'creations', 'conflicts']) {
        expect(await running.strapi.db.connection(`ib_sync_${table}`)).toEqual([]);
      }
    });
  });

  it('is told to whoever is about to take the connection apart', async () => {
    await startAnew();
    const { body } = await running.http
      .get(`${CONNECTIONS}/accounts/${connectionId}/uses`)
      .expect(200);
    expect(body.data).toEqual([{ kind: 'sync-job', id: job.id, name: 'Products as notes' }]);
  });

  it('is not begun within a transaction, which it would wait for', async () => {
    await startAnew();
    const begun = running.strapi.db.transaction(() => syncOf(running).run(job.id));
    await expect(begun).rejects.toMatchObject({ details: { code: 'sync-in-transaction' } });
  });

  describe('whose records are all gone', () => {
    it('deletes nothing, and says that it waits', async () => {
      await startAnew({ deletes: { document: 'delete', external: 'ignore' } });
      const count = (await allNotes()).length;
      const ids: string[] = [];
      for await (const { records } of api.paginate<Product>('/products')) {
        ids.push(...records.map(({ id }) => id));
      }
      for (const id of ids) await api.delete(`/products/${id}`);
      const run = await ran(running, job.id);
      expect(run).toMatchObject({
        state: 'completed',
        hold: { reason: 'all-gone', missing: count, pairs: count },
        outcomes: { ...NOTHING, held: count },
      });
      expect(await allNotes()).toHaveLength(count);
      await standIn.control.reset();
      ({ id: connectionId } = await connectHarbour(running));
    });
  });

  describe('that runs already', () => {
    it('is not begun a second time', async () => {
      await startAnew();
      const results = await Promise.allSettled([
        syncOf(running).run(job.id),
        syncOf(running).run(job.id),
      ]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      await syncOf(running).runs.whenEnded(job.id);
    });
  });
});
