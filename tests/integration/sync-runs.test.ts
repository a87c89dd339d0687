import type { ConnectionWithUses } from '../../server/src/connections/contracts';
import { getService } from '../../server/src/services';
import { noCounts } from '../../server/src/sync/runs/counted-as';
import { CONNECTIONS, connectHarbour } from '../support/connections';
import { everyDatabase } from '../support/databases';
import { type NoteSync, type Product, startNoteSync } from '../support/note-sync';
import { aNoteJob, syncOf } from '../support/sync';

everyDatabase('a sync of products and notes', (client) => {
  let site: NoteSync;
  beforeAll(async () => {
    site = await startNoteSync(client);
  });
  afterAll(() => site?.stop());

  const counts = async () => (await site.run()).counts;
  const NOTHING = noCounts();

  describe('that begins', () => {
    it('makes an entry of every record, and then has nothing to do', async () => {
      await site.startEmpty();
      const first = await site.run();
      expect(first).toMatchObject({
        state: 'completed',
        hold: null,
        error: null,
        examined: 120,
        counts: { ...NOTHING, created: 120 },
      });
      expect(await site.allNotes()).toHaveLength(120);
      expect(await site.noteWith('Mug, white, no. 40')).toMatchObject({ number: (40 * 7) % 90 });
      expect(await site.run()).toMatchObject({ examined: 120, counts: NOTHING });
    });

    it('knows entries that are there already by what they are matched by', async () => {
      await site.startAnew();
      await syncOf(site.running).jobs.delete(site.job.id);
      site.job = await syncOf(site.running).jobs.create(aNoteJob(site.connectionId));
      const { changes } = await site.run();
      expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(['meet']));
      expect(await site.allNotes()).toHaveLength(120);
    });
  });

  describe('in both directions', () => {
    beforeAll(() => site.startAnew({ deletes: { document: 'delete', external: 'delete' } }));

    it('carries each change the right way', async () => {
      const { id } = await site.product('prd_0001');
      const note = await site.noteWith((await site.product('prd_0002')).name);
      await site.change(id, { stock: 77 });
      await site.notes().update({ documentId: note?.documentId, data: { text: 'Renamed here' } });
      const run = await site.run();
      expect(run.counts).toEqual({ ...NOTHING, updated: 2 });
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
      expect(await site.noteWith((await site.product(id)).name)).toMatchObject({ number: 77 });
      expect(await site.product('prd_0002')).toMatchObject({ name: 'Renamed here' });
      expect(await counts()).toEqual(NOTHING);
    });

    it('makes a record of a new entry, once', async () => {
      // The service asks for more than a note has, so it is refused, said so, and tried again by every run.
      const made = await site.notes().create({ data: { text: 'New here', number: 3 } });
      const refused = await site.run();
      expect(refused.counts).toEqual({ ...NOTHING, failed: 1 });
      expect(refused.changes).toMatchObject([
        {
          kind: 'create-external',
          documentId: made.documentId,
          error: expect.stringContaining('422'),
        },
      ]);
      await site.notes().delete({ documentId: made.documentId });
      expect(await counts()).toEqual(NOTHING);
    });

    it('deletes on one side what was deleted on the other', async () => {
      const there = await site.product('prd_0010');
      await site.api.delete('/products/prd_0010');
      const here = await site.noteWith((await site.product('prd_0011')).name);
      await site.notes().delete({ documentId: here?.documentId });
      expect(await counts()).toEqual({ ...NOTHING, deleted: 2 });
      expect(await site.noteWith(there.name)).toBeUndefined();
      await expect(site.product('prd_0011')).rejects.toMatchObject({ status: 404 });
      expect(await counts()).toEqual(NOTHING);
    });

    it('decides between two changes of one field, and remembers what it has decided against', async () => {
      const note = await site.noteWith((await site.product('prd_0020')).name);
      await site.change('prd_0020', { name: 'Changed there' });
      await site
        .notes()
        .update({ documentId: note?.documentId, data: { text: 'Changed here, later' } });
      expect(await counts()).toEqual({ ...NOTHING, updated: 1 });
      expect(await site.product('prd_0020')).toMatchObject({ name: 'Changed here, later' });
      const conflicts = await site.running.strapi.db.connection('ib_sync_conflicts');
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
    beforeAll(() => site.startAnew({ strategy: 'manual' }));
    const states = async () =>
      (await site.running.strapi.db.connection('ib_sync_conflicts').orderBy('id')).map(
        ({ state }: { state: string }) => state,
      );

    it('asks once, and asks again what it has asked before', async () => {
      const note = await site.noteWith((await site.product('prd_0040')).name);
      const write = (text: string) =>
        site.notes().update({ documentId: note?.documentId, data: { text } });
      await site.change('prd_0040', { name: 'There' });
      await write('Here');
      await site.run();
      expect(await states()).toEqual(['open']);
      expect(await counts()).toEqual(NOTHING);
      await write('Here, changed');
      await site.run();
      expect(await states()).toEqual(['closed', 'open']);
      await write('Here');
      await site.run();
      expect(await states()).toEqual(['open', 'closed']);
      expect(await site.product('prd_0040')).toMatchObject({ name: 'There' });
    });
  });

  describe('that only sends out', () => {
    const AUTHOR = 'api::author.author';
    const author = { name: 'Ada', email: 'ada@example.com' };
    const authors = () =>
      site.running.strapi.documents(AUTHOR as never) as unknown as {
        create(params: object): Promise<{ documentId: string }>;
        update(params: object): Promise<unknown>;
      };

    it('makes a record of every entry, once, and leaves all others alone', async () => {
      await site.startAnew();
      const before = (await site.standIn.control.counters()).productsCreated;
      await site.running.strapi.db.query(AUTHOR).deleteMany({});
      const { documentId } = await authors().create({ data: author });
      site.job = await syncOf(site.running).jobs.create({
        ...aNoteJob(site.connectionId),
        contentType: AUTHOR,
        direction: 'export',
        mapping: [
          { field: 'name', path: 'name', flow: 'export' },
          { field: 'email', path: 'sku', flow: 'export' },
        ],
        matchField: null,
      });
      const { counts: first, changes } = await site.run();
      expect(first).toEqual({ ...NOTHING, created: 1 });
      const id = changes[0]?.externalId ?? '';
      expect(await site.product(id)).toMatchObject({ name: 'Ada', sku: 'ada@example.com' });
      await authors().update({ documentId, data: { name: 'Ada L.' } });
      expect(await counts()).toEqual({ ...NOTHING, updated: 1 });
      expect(await site.product(id)).toMatchObject({ name: 'Ada L.' });
      expect(await counts()).toEqual(NOTHING);
      expect((await site.standIn.control.counters()).productsCreated - before).toBe(1);
    });
  });

  describe('that is broken off', () => {
    it('by a service out of order, goes on when that is over', async () => {
      await site.startAnew();
      await site.change('prd_0050', { stock: 11 });
      await site.standIn.control.setModes({ api: 'error-500' });
      const broken = await site.run();
      expect(broken).toMatchObject({ state: 'running', error: expect.stringContaining('500') });
      await site.standIn.control.setModes({ api: 'ok' });
      await syncOf(site.running).runs.resume();
      await syncOf(site.running).runs.whenEnded(site.job.id);
      expect(await syncOf(site.running).runs.find(broken.id)).toMatchObject({
        state: 'completed',
        error: null,
        counts: { updated: 1 },
      });
    });

    it('by a listing that does not say how it goes on, says so and deletes nothing', async () => {
      await site.startAnew({ deletes: { document: 'delete', external: 'delete' } });
      const notes = await site.allNotes();
      const { productsCreated } = await site.standIn.control.counters();
      const garble = getService(site.running.strapi, 'connections').use({
        afterResponse(response) {
          const { data, page } = response.data as {
            data: Product[];
            page: { next_cursor: unknown };
          };
          if (page?.next_cursor) return { ...response, data: { data, page: { next_cursor: {} } } };
        },
      });
      const run = await site.run();
      garble();
      expect(run).toMatchObject({
        state: 'failed',
        error: expect.stringContaining('a part does not pass for the whole'),
        counts: NOTHING,
      });
      expect(await site.allNotes()).toEqual(notes);
      expect((await site.standIn.control.counters()).productsCreated).toBe(productsCreated);
      expect(await counts()).toEqual(NOTHING);
    });

    it('by a person, does no more', async () => {
      await site.startAnew();
      await site.change('prd_0051', { stock: 12 });
      await site.standIn.control.setModes({ api: 'slow', slowMs: 500 });
      const { id } = await syncOf(site.running).run(site.job.id);
      const cancelled = await syncOf(site.running).runs.cancel(id);
      expect(cancelled).toMatchObject({ state: 'cancelled' });
      await syncOf(site.running).runs.whenEnded(site.job.id);
      await site.standIn.control.setModes({ api: 'ok' });
      expect(await syncOf(site.running).runs.find(id)).toMatchObject({
        state: 'cancelled',
        counts: NOTHING,
      });
      expect(await counts()).toEqual({ ...NOTHING, updated: 1 });
    });

    it('by the end of its job, leaves nothing behind', async () => {
      await site.startAnew();
      await syncOf(site.running).run(site.job.id);
      await syncOf(site.running).jobs.delete(site.job.id);
      for (const table of ['jobs', 'links', 'runs', 'changes', 'creations', 'conflicts']) {
        expect(await site.running.strapi.db.connection(`ib_sync_${table}`)).toEqual([]);
      }
    });
  });

  it('is told to whoever is about to take the connection apart', async () => {
    await site.startAnew();
    const { body } = await site.running.http
      .get(`${CONNECTIONS}/accounts/${site.connectionId}/uses`)
      .expect(200);
    expect(body.data).toEqual([{ kind: 'sync-job', id: site.job.id, name: 'Products as notes' }]);
  });

  it('is shown at its connection while it is under way', async () => {
    await site.startAnew();
    const isSyncing = async () => {
      const { body } = await site.running.http.get(`${CONNECTIONS}/accounts`).expect(200);
      const listed = (body as { data: ConnectionWithUses[] }).data;
      return listed.find(({ id }) => id === site.connectionId)?.isSyncing;
    };
    expect(await isSyncing()).toBe(false);
    await site.standIn.control.setModes({ api: 'slow', slowMs: 1_000 });
    const { id } = await syncOf(site.running).run(site.job.id);
    expect(await isSyncing()).toBe(true);
    await syncOf(site.running).runs.cancel(id);
    await site.standIn.control.setModes({ api: 'ok' });
    await syncOf(site.running).runs.whenEnded(site.job.id);
    expect(await isSyncing()).toBe(false);
  });

  it('is not begun within a transaction, which it would wait for', async () => {
    await site.startAnew();
    const begun = site.running.strapi.db.transaction(() => syncOf(site.running).run(site.job.id));
    await expect(begun).rejects.toMatchObject({ details: { code: 'sync-in-transaction' } });
  });

  describe('whose records are all gone', () => {
    it('deletes nothing, and says that it waits', async () => {
      await site.startAnew({ deletes: { document: 'delete', external: 'ignore' } });
      const count = (await site.allNotes()).length;
      const ids: string[] = [];
      for await (const { records } of site.api.paginate<Product>('/products')) {
        ids.push(...records.map(({ id }) => id));
      }
      for (const id of ids) await site.api.delete(`/products/${id}`);
      const run = await site.run();
      expect(run).toMatchObject({
        state: 'completed',
        hold: { reason: 'all-gone', missing: count, pairs: count },
        counts: { ...NOTHING, held: count },
      });
      expect(await site.allNotes()).toHaveLength(count);
      await site.standIn.control.reset();
      ({ id: site.connectionId } = await connectHarbour(site.running));
    });
  });

  describe('that runs already', () => {
    it('is not begun a second time', async () => {
      await site.startAnew();
      const results = await Promise.allSettled([
        syncOf(site.running).run(site.job.id),
        syncOf(site.running).run(site.job.id),
      ]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      await syncOf(site.running).runs.whenEnded(site.job.id);
    });
  });
});
