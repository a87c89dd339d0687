import { everyDatabase } from '../support/databases';
import { type NoteSync, startNoteSync } from '../support/note-sync';
import { eventually } from '../support/outgoing';
import { syncOf } from '../support/sync';

everyDatabase('a job that follows changes of entries', (client) => {
  let site: NoteSync;
  beforeAll(async () => {
    site = await startNoteSync(client);
  });
  afterAll(() => site?.stop());

  const pending = (): Promise<{ document_id: string }[]> =>
    site.running.strapi.db.connection('ib_sync_pending_changes').orderBy('id');
  const newest = async () => (await syncOf(site.running).runs.findNewestOf(site.job.id))[0];
  /** The run that follows one, once it has ended. */
  const nextRun = (after: number) =>
    eventually(async () => {
      const run = await newest();
      return run && run.id > after && run.state !== 'running' ? run : null;
    });
  const renamed = async (id: string, text: string) => {
    const note = await site.noteWith((await site.product(id)).name);
    await site.notes().update({ documentId: note?.documentId, data: { text } });
    return note?.documentId ?? '';
  };

  beforeEach(() => site.startAnew({ followsChanges: true, strategy: 'manual' }));

  it('sends out what was changed in one run about these entries alone, and takes that for no change', async () => {
    const before = (await newest())?.id ?? 0;
    await site.change('prd_0003', { stock: 5 });
    const ids = [
      await renamed('prd_0001', 'Renamed here'),
      await renamed('prd_0002', 'Renamed as well'),
    ];
    await site.notes().update({ documentId: ids[1], data: { text: 'Renamed twice' } });
    const run = await nextRun(before);
    expect(run).toMatchObject({
      kind: 'named',
      cause: 'content',
      state: 'completed',
      examined: 2,
      counts: { updated: 2 },
      targets: { documentIds: ids },
    });
    expect(await site.product('prd_0001')).toMatchObject({ name: 'Renamed here' });
    expect(await site.product('prd_0002')).toMatchObject({ name: 'Renamed twice' });
    expect(await pending()).toEqual([]);

    const whole = await site.run();
    expect(whole.counts).toMatchObject({ updated: 1 });
    expect(await pending()).toEqual([]);
  });

  it('knows a record that it has never met before it makes another one', async () => {
    const before = (await newest())?.id ?? 0;
    const created = { name: 'Made on both sides', sku: 'BOTH-1', stock: 1 };
    await site.api.post('/products', { ...created, price: { amount: 1, currency: 'EUR' } });
    await site.notes().create({ data: { text: created.name, number: 1 } });
    const run = await nextRun(before);
    const changes = await syncOf(site.running).runs.changes(run.id);
    expect(changes).toMatchObject([{ kind: 'meet', outcome: 'applied' }]);
    expect(run.counts).toMatchObject({ created: 0, failed: 0 });
  });

  it('is told of nothing that did not come to be', async () => {
    const { strapi } = site.running;
    const undone = strapi.db.transaction(async () => {
      await site.notes().create({ data: { text: 'Never', number: 1 } });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await pending()).toEqual([]);
  });

  it('is told of nothing while it is paused, or where it only brings in', async () => {
    const { jobs } = syncOf(site.running);
    await jobs.update(site.job.id, { isActive: false });
    await renamed('prd_0004', 'While it is paused');
    expect(await pending()).toEqual([]);
    const onlyIn = jobs.update(site.job.id, { direction: 'import' });
    await expect(onlyIn).rejects.toMatchObject({
      details: { errors: [{ path: ['followsChanges'] }] },
    });
  });
});
