import type { ActionInput, Source } from '../../server/src/incoming/contracts';
import type { RunRecord } from '../../server/src/sync/runs/run-record';
import { everyDatabase } from '../support/databases';
import { accepted, createSource, deleteAllSources, INCOMING, worked } from '../support/incoming';
import { type NoteSync, startNoteSync } from '../support/note-sync';
import { createEndpoint, deleteAllEndpoints, eventually } from '../support/outgoing';
import { syncOf } from '../support/sync';

everyDatabase('an event that starts a sync', (client) => {
  let site: NoteSync;
  let source: Source;
  beforeAll(async () => {
    site = await startNoteSync(client);
  });
  afterAll(() => site?.stop());

  const anAction = (action: object = {}): ActionInput => ({
    id: 'sync',
    kind: 'sync',
    eventTypes: ['*'],
    jobId: site.job.id,
    ...action,
  });
  const ended = (id: number): Promise<RunRecord> =>
    eventually(async () => {
      const run = await syncOf(site.running).runs.find(id);
      return run.state !== 'running' && run;
    });
  const startAnew = async (action: object) => {
    await deleteAllSources(site.running);
    await deleteAllEndpoints(site.running);
    await site.startAnew();
    source = await createSource(site.running, { actions: [anAction(action)] });
  };

  it('has the record that it names looked at alone, leads to the run, and what follows carries its trace', async () => {
    await startAnew({ recordPath: 'data.id' });
    await createEndpoint(site.running, site.standIn.url, { eventTypes: ['entry.*'] });
    await site.change('prd_0001', { stock: 71 });
    await site.change('prd_0002', { stock: 72 });
    const event = await worked(site.running, source, { data: { id: 'prd_0001' } });
    const [result] = event.results;
    expect(result).toMatchObject({ state: 'succeeded', effect: 'record-sync-begun' });
    const run = await ended(result?.runId ?? 0);
    expect(event.runs).toMatchObject([{ id: run.id }]);
    expect(run).toMatchObject({
      kind: 'named',
      cause: 'event',
      state: 'completed',
      examined: 1,
      counts: { updated: 1 },
    });
    expect(await site.noteWith((await site.product('prd_0001')).name)).toMatchObject({
      number: 71,
    });
    expect(await site.noteWith((await site.product('prd_0002')).name)).toMatchObject({
      number: 14,
    });
    const traces = await site.running.strapi.db.connection('ib_webhook_messages').pluck('trace_id');
    expect(traces).toEqual([event.traceId]);
  });

  it('has the whole job run once for several that come together', async () => {
    await startAnew({});
    await site.change('prd_0003', { stock: 73 });
    for (let n = 0; n < 3; n += 1) await accepted(site.running, source);
    const event = await worked(site.running, source);
    const run = await ended(event.results[0]?.runId ?? 0);
    expect(run).toMatchObject({ kind: 'full', cause: 'event', counts: { updated: 1 } });
    const runs = await syncOf(site.running).runs.findNewestOf(site.job.id);
    expect(runs.filter(({ cause }) => cause === 'event')).toHaveLength(1);
  });

  it('has failed where it does not say which record, and is kept', async () => {
    await startAnew({ recordPath: 'data.id' });
    const event = await worked(site.running, source, { data: {} });
    expect(event).toMatchObject({
      state: 'failed',
      attemptCount: 1,
      lastError: 'The event has no id at "data.id" to tell which record it is about.',
    });
  });

  it('cannot start what there is not', async () => {
    await startAnew({});
    const answer = await site.running.http
      .put(`${INCOMING}/sources/${source.id}`)
      .send({ actions: [anAction({ jobId: 999 })] });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      error: { details: { errors: [{ path: ['actions', '0', 'jobId'] }] } },
    });
  });
});
