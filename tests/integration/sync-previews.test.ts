import { noCounts } from '../../server/src/sync/runs/counted-as';
import type { Change, Run, RunDetail } from '../../server/src/sync/contracts';
import { everyDatabase } from '../support/databases';
import { startNoteSync, type NoteSync } from '../support/note-sync';
import { syncOf } from '../support/sync';

const SYNC = '/integration-builder/sync';
const NOTHING = noCounts();

everyDatabase('what a person is asked before it is done', (client) => {
  let site: NoteSync;
  beforeAll(async () => {
    site = await startNoteSync(client);
  });
  afterAll(() => site?.stop());

  const ended = async (begun: { body: { data: Run } }): Promise<RunDetail> => {
    await syncOf(site.running).runs.whenEnded(site.job.id);
    const response = await site.running.http.get(`${SYNC}/runs/${begun.body.data.id}`).expect(200);
    return (response.body as { data: RunDetail }).data;
  };
  const begin = async (kind: 'full' | 'preview') =>
    ended(
      await site.running.http.post(`${SYNC}/jobs/${site.job.id}/runs`).send({ kind }).expect(201),
    );
  const apply = async (id: number) =>
    ended(await site.running.http.post(`${SYNC}/runs/${id}/apply`).expect(201));
  const decide = async (id: number, decision: 'approve' | 'reject') =>
    ended(
      await site.running.http.post(`${SYNC}/runs/${id}/deletions`).send({ decision }).expect(201),
    );
  const changesOf = async (id: number, query = ''): Promise<Change[]> => {
    const response = await site.running.http.get(`${SYNC}/runs/${id}/changes${query}`).expect(200);
    return (response.body as { data: Change[] }).data;
  };

  describe('a preview', () => {
    it('says what would be made and does nothing; what it has said is done, once', async () => {
      await site.startEmpty();
      const preview = await begin('preview');
      expect(preview).toMatchObject({
        kind: 'preview',
        state: 'completed',
        examined: 120,
        counts: { ...NOTHING, created: 120 },
        canApply: true,
      });
      expect(await site.allNotes()).toEqual([]);
      expect((await changesOf(preview.id, '?pageSize=1'))[0]).toMatchObject({
        kind: 'create-document',
        outcome: 'planned',
        toDocument: expect.arrayContaining([
          { field: 'text', before: null, after: expect.any(String) },
        ]),
      });

      const applied = await apply(preview.id);
      expect(applied).toMatchObject({
        state: 'completed',
        planId: preview.id,
        counts: { ...NOTHING, created: 120 },
        changedSince: 0,
      });
      expect(await site.allNotes()).toHaveLength(120);
      await site.running.http.post(`${SYNC}/runs/${preview.id}/apply`).expect(400);
    });

    it('that has come of age: what was not seen is not done, and is told', async () => {
      await site.startAnew();
      await site.change('prd_0001', { stock: 501 });
      await site.change('prd_0002', { stock: 502 });
      const preview = await begin('preview');
      expect(preview.counts).toEqual({ ...NOTHING, updated: 2 });
      await site.change('prd_0002', { stock: 602 });
      await site.change('prd_0003', { stock: 603 });

      const applied = await apply(preview.id);
      expect(applied).toMatchObject({ counts: { ...NOTHING, updated: 1, outdated: 2 } });
      expect(applied.changedSince).toBe(1);
      const numbers = (await site.allNotes()).map(({ number }) => number);
      expect(numbers).toContain(501);
      for (const unseen of [502, 602, 603]) expect(numbers).not.toContain(unseen);
      expect((await begin('full')).counts).toEqual({ ...NOTHING, updated: 2 });
    });

    it('makes no second record of an entry that has got one meanwhile', async () => {
      await site.standIn.control.restockProducts();
      await site.startAnew();
      await site.notes().create({ data: { text: 'Made here', number: 3 } });
      const preview = await begin('preview');
      expect(preview.counts).toEqual({ ...NOTHING, created: 1 });
      const price = { amount: 100, currency: 'EUR' };
      await site.api.post('/products', { sku: 'NEW-1', name: 'Made here', stock: 3, price });
      // The two meet, which nobody has seen; and the entry is not taken for one without a record, which the service would
      // refuse to make.
      expect((await apply(preview.id)).counts).toEqual({ ...NOTHING, outdated: 1 });
    });
  });

  describe('deletions beyond the brake', () => {
    const deletes = { document: 'delete', external: 'delete' };
    const brake = { count: 2, percent: 100 };
    const GONE = ['prd_0004', 'prd_0005', 'prd_0006'];
    const deleteThere = async () => {
      for (const id of GONE) await site.api.delete(`/products/${id}`);
    };

    it('wait, and are carried out when a person says so, but for what is back', async () => {
      await site.standIn.control.restockProducts();
      await site.startAnew({ deletes, brake });
      const names = await Promise.all(GONE.map(async (id) => (await site.product(id)).name));
      await deleteThere();
      const held = await begin('full');
      expect(held).toMatchObject({
        hold: { reason: 'brake', missing: 3, pairs: 120, decision: null },
        counts: { ...NOTHING, held: 3 },
        canDecide: true,
      });
      expect(await site.allNotes()).toHaveLength(120);
      const again = await begin('full');
      expect(again.canDecide).toBe(true);
      await site.running.http
        .post(`${SYNC}/runs/${held.id}/deletions`)
        .send({ decision: 'approve' })
        .expect(400);

      const approved = await decide(again.id, 'approve');
      expect(approved).toMatchObject({ kind: 'approve', counts: { ...NOTHING, deleted: 3 } });
      const left = (await site.allNotes()).map(({ text }) => text);
      for (const name of names) expect(left).not.toContain(name);
      expect((await site.running.http.get(`${SYNC}/runs/${again.id}`)).body).toMatchObject({
        data: { hold: { decision: 'approved' }, canDecide: false },
      });
      expect((await begin('full')).counts).toEqual(NOTHING);
    });

    it('are kept when a person says so, and not asked about again', async () => {
      await site.standIn.control.restockProducts();
      await site.startAnew({ deletes, brake });
      await deleteThere();
      const held = await begin('full');
      const rejected = await decide(held.id, 'reject');
      expect(rejected).toMatchObject({ kind: 'reject', state: 'completed', counts: NOTHING });
      expect(await site.allNotes()).toHaveLength(120);
      const next = await begin('full');
      expect(next).toMatchObject({ hold: null, counts: NOTHING });
    });

    it('are not carried out where what they are about was changed since', async () => {
      await site.standIn.control.restockProducts();
      await site.startAnew({ deletes, brake, strategy: 'source-wins' });
      const [edited] = await Promise.all(GONE.map((id) => site.product(id)));
      const note = await site.noteWith(edited?.name ?? '');
      await deleteThere();
      const held = await begin('full');
      await site.notes().update({ documentId: note?.documentId, data: { number: 1_001 } });
      const approved = await decide(held.id, 'approve');
      expect(approved.counts).toEqual({ ...NOTHING, deleted: 2, outdated: 1 });
      expect((await site.allNotes()).map(({ number }) => number)).toContain(1_001);
    });

    it('at the service are left out once the job may not delete there', async () => {
      await site.standIn.control.restockProducts();
      await site.startAnew({ deletes, brake });
      for (const id of GONE) {
        const note = await site.noteWith((await site.product(id)).name);
        await site.notes().delete({ documentId: note?.documentId });
      }
      const held = await begin('full');
      expect(held.counts).toEqual({ ...NOTHING, held: 3 });
      await syncOf(site.running).jobs.update(site.job.id, {
        deletes: { ...deletes, external: 'ignore' },
      });
      expect((await decide(held.id, 'approve')).counts).toEqual(NOTHING);
      for (const id of GONE) expect(await site.product(id)).toMatchObject({ id });
    });

    it('wait whatever the brake says where a service has nothing left', async () => {
      await site.standIn.control.restockProducts();
      await site.startAnew({ deletes, brake: { count: 1_000, percent: 100 } });
      await site.standIn.control.removeAllProducts();
      const held = await begin('full');
      expect(held).toMatchObject({
        hold: { reason: 'all-gone', missing: 120 },
        counts: { ...NOTHING, held: 120 },
      });
      expect(await site.allNotes()).toHaveLength(120);
      const approved = await decide(held.id, 'approve');
      expect(approved.counts).toEqual({ ...NOTHING, deleted: 120 });
      expect(await site.allNotes()).toEqual([]);
      await site.standIn.control.restockProducts();
    });
  });
});
