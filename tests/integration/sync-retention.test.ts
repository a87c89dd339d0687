import { resultOf } from '../../server/src/sync/apply/change-result';
import { digestOfChange } from '../../server/src/sync/apply/judge';
import { createChangeStore } from '../../server/src/sync/runs/change-store';
import { everyDatabase } from '../support/databases';
import { type NoteSync, startNoteSync } from '../support/note-sync';
import { syncOf } from '../support/sync';

const MONTH_MS = 30 * 86_400_000;

everyDatabase('what is kept of a sync', (client) => {
  let site: NoteSync;
  beforeAll(async () => {
    site = await startNoteSync(client);
  });
  afterAll(() => site?.stop());

  const rows = (table: string) => site.running.strapi.db.connection(`ib_sync_${table}`);
  const ids = async (): Promise<number[]> => rows('runs').orderBy('id').pluck('id');
  const age = (table: string, changes: object) => rows(table).update(changes);
  const longAgo = Date.now() - MONTH_MS;

  it('goes after the retention time, but for what the job still goes by and for questions', async () => {
    await site.startAnew({ strategy: 'manual' });
    await site.change('prd_0001', { stock: 91 });
    await site.run();
    await site.run();
    const { preview, runs, retention } = syncOf(site.running);
    await preview(site.job.id);
    await runs.whenEnded(site.job.id);
    const [first, second, third, newest] = await ids();
    await rows('runs').where({ id: second }).update({ slot: 60_000 });
    const conflict = { job_id: site.job.id, external_id: 'r', document_id: 'd', fields: '[]' };
    for (const state of ['open', 'closed', 'decided', 'answered']) {
      await rows('conflicts').insert({
        ...conflict,
        state,
        conflict_key: state,
        created_at: longAgo,
      });
    }
    await age('runs', { started_at: longAgo, finished_at: longAgo });

    await retention.prune();
    // The newest of the schedule, the newest that has looked at everything, and the newest of all.
    expect(await ids()).toEqual([second, third, newest]);
    expect(await rows('changes').where({ run_id: first })).toEqual([]);
    expect(await rows('changes').where({ run_id: second })).not.toEqual([]);
    expect((await rows('conflicts').orderBy('id').pluck('state')).sort()).toEqual([
      'answered',
      'open',
    ]);
    expect((await site.run()).counts).toMatchObject({ created: 0, updated: 0 });
  });

  it('is cut where a value is so long that no database would take a batch of them', async () => {
    const { strapi } = site.running;
    const store = createChangeStore(strapi);
    const values = { text: 'x'.repeat(100_000) };
    const results = Array.from({ length: 300 }, (_each, at) => {
      const external = { id: `r${at}`, changedAt: null, values, problems: [] };
      return resultOf({ kind: 'create-document', external, values, link: null }, 'planned');
    });
    const runId = 1_000_000;
    await strapi.db.transaction(({ trx }) => store.insertAll(runId, results, trx));
    const kept = await store.findByRun(runId, { after: 0, limit: 1_000 });
    expect(kept.map(({ externalId }) => externalId)).toEqual(
      results.map(({ externalId }) => externalId),
    );
    for (const { detail } of kept) {
      expect(detail?.toDocument).toMatchObject([{ field: 'text', isCut: true }]);
      expect(String(detail?.toDocument?.[0]?.after).length).toBeLessThan(20_000);
    }
    // What was seen is known again by its digest, whatever is kept of it.
    const digests = results.map(({ change }) => digestOfChange(change));
    expect(await store.findKnown(runId, digests)).toEqual(new Set(digests));
  });
});
