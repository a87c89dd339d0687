import type { JobListItem, RunDetail } from '../../server/src/sync/contracts';
import { everyDatabase } from '../support/databases';
import { type NoteSync, startNoteSync } from '../support/note-sync';
import { syncOf } from '../support/sync';

const SYNC = '/integration-builder/sync';
const HOUR_MS = 3_600_000;

everyDatabase('a job that lists what has changed', (client) => {
  let site: NoteSync;
  beforeAll(async () => {
    site = await startNoteSync(client);
  });
  afterAll(() => site?.stop());

  const runsTable = () => site.running.strapi.db.connection('ib_sync_runs');

  it('looks at changes of both sides alone, and leaves what is gone to a run that lists all', async () => {
    await site.startAnew({
      wholeEveryHours: 24,
      strategy: 'manual',
      deletes: { document: 'delete', external: 'ignore' },
    });
    const [whole] = await syncOf(site.running).runs.findNewestOf(site.job.id);
    expect(whole).toMatchObject({ since: null, examined: 120 });
    await site.change('prd_0001', { stock: 81 });
    const note = await site.noteWith((await site.product('prd_0002')).name);
    await site.notes().update({ documentId: note?.documentId, data: { text: 'Renamed here' } });
    const gone = (await site.product('prd_0003')).name;
    await site.api.delete('/products/prd_0003');

    const run = await site.run();
    expect(run).toMatchObject({
      state: 'completed',
      counts: { updated: 2, deleted: 0 },
    });
    expect(run.since).toBeLessThan(whole?.startedAt ?? 0);
    expect(await site.product('prd_0002')).toMatchObject({ name: 'Renamed here' });
    expect(await site.noteWith(gone)).toBeDefined();

    const again = await site.run();
    expect(again.since).not.toBeNull();
    expect(again.counts).toMatchObject({ created: 0, updated: 0, failed: 0 });

    await runsTable()
      .where({ id: whole?.id })
      .update({ started_at: Date.now() - 24 * HOUR_MS });
    // The job has not changed since either.
    await site.running.strapi.db
      .connection('ib_sync_jobs')
      .where({ id: site.job.id })
      .update({ updated_at: new Date(Date.now() - 48 * HOUR_MS) });
    const due = await site.run();
    expect(due).toMatchObject({ since: null, counts: { deleted: 1 } });
    expect(await site.noteWith(gone)).toBeUndefined();
  });

  it('lists all once it was changed', async () => {
    await site.startAnew({ wholeEveryHours: 24, direction: 'import' });
    const total = (await site.allNotes()).length;
    await site.change('prd_0005', { stock: 85 });
    const changed = await site.run();
    expect(changed.examined).toBeLessThan(10);
    expect(changed.counts).toMatchObject({ updated: 1 });
    await syncOf(site.running).jobs.update(site.job.id, { name: 'Another' });
    expect(await site.run()).toMatchObject({ since: null, examined: total });
    expect((await site.run()).since).not.toBeNull();
  });

  it('is only set up where something comes in', async () => {
    await site.startEmpty();
    const answer = await site.running.http
      .put(`${SYNC}/jobs/${site.job.id}`)
      .send({ direction: 'export', wholeEveryHours: 24 });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      error: { details: { errors: [{ path: ['wholeEveryHours'] }] } },
    });
  });

  describe('of which too much fails', () => {
    const mapping = (path: string) => [
      { field: 'text', path: 'name', flow: 'both' },
      { field: 'number', path, flow: 'both' },
    ];

    it('stops, says so, and goes on from there once somebody has mended it', async () => {
      const failureStop = { count: 5, percent: 50 };
      await site.startEmpty({ direction: 'import', mapping: mapping('sku'), failureStop });
      const { http } = site.running;
      let total = 0;
      for await (const { records } of site.api.paginate('/products')) total += records.length;
      const stopped = await site.run();
      expect(stopped).toMatchObject({
        state: 'stopped',
        error: expect.stringMatching(/^\d+ of \d+ records failed, so it was stopped\./),
        counts: { created: 0, failed: stopped.examined },
      });
      expect(stopped.examined).toBeLessThan(total);
      const { body: listed } = await http.get(`${SYNC}/jobs`).expect(200);
      expect((listed as { data: JobListItem[] }).data[0]?.lastRun).toMatchObject({
        state: 'stopped',
      });
      const { body } = await http.get(`${SYNC}/runs/${stopped.id}`).expect(200);
      expect((body as { data: RunDetail }).data).toMatchObject({ canGoOn: true });

      const { jobs, runs } = syncOf(site.running);
      await jobs.update(site.job.id, { mapping: mapping('stock') });
      await http.post(`${SYNC}/runs/${stopped.id}/go-on`).expect(200);
      await runs.whenEnded(site.job.id);
      expect(await runs.find(stopped.id)).toMatchObject({
        state: 'completed',
        examined: total,
        counts: { created: total - stopped.examined, failed: stopped.examined },
      });
      await http.post(`${SYNC}/runs/${stopped.id}/go-on`).expect(400);
      expect((await site.run()).counts).toMatchObject({ created: stopped.examined });
    });
  });
});
