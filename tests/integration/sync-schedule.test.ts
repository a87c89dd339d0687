import { everyDatabase } from '../support/databases';
import { eventually } from '../support/outgoing';
import { startNoteSync, type NoteSync } from '../support/note-sync';
import { syncOf } from '../support/sync';
import { createRunStore } from '../../server/src/sync/runs/run-store';
import type { JobListItem } from '../../server/src/sync/contracts';

const SYNC = '/integration-builder/sync';

everyDatabase('a schedule', (client) => {
  let site: NoteSync;
  beforeAll(async () => {
    site = await startNoteSync(client);
  });
  afterAll(() => site?.stop());

  const http = () => site.running.http;
  const order = () =>
    ({ jobId: site.job.id, kind: 'full', cause: 'schedule', planId: null, targets: null }) as const;
  const list = async () =>
    ((await http().get(`${SYNC}/jobs`).expect(200)).body as { data: JobListItem[] }).data;

  it('is shown with the moments when it falls due, and none of them while it is paused', async () => {
    await site.startEmpty();
    const schedule = { cron: '0 3 * * *', timeZone: 'Europe/Paris', missed: 'skip' };
    const url = `${SYNC}/jobs/${site.job.id}`;
    const saved = await http().put(url).send({ schedule }).expect(200);
    expect(saved.body).toMatchObject({ data: { schedule, nextRuns: { length: 3 } } });
    const paused = await http().put(url).send({ isActive: false }).expect(200);
    expect(paused.body).toMatchObject({ data: { schedule, nextRuns: [] } });
    const asked = await http()
      .post(`${SYNC}/schedule`)
      .send({ cron: '0 3 * * *', timeZone: 'Europe/Paris' })
      .expect(200);
    expect(asked.body).toMatchObject({ data: { nextRuns: { length: 5 } } });
    for (const wrong of [{ cron: '0 0 31 2 *' }, { timeZone: 'Mars/Olympus' }]) {
      const refused = await http()
        .put(url)
        .send({ schedule: { ...schedule, ...wrong } });
      expect(refused.status).toBe(400);
      expect(refused.body).toMatchObject({
        error: { details: { errors: [{ path: ['schedule', Object.keys(wrong)[0]] }] } },
      });
    }
  });

  it('begins a run of its own accord, and one alone', async () => {
    await site.startEmpty();
    const { runs } = syncOf(site.running);
    // What was due a moment ago is begun as soon as the job is looked at.
    await site.running.strapi.db.query('plugin::integration-builder.sync-job').update({
      where: { id: site.job.id },
      data: { schedule: { cron: '* * * * *', timeZone: 'UTC', missed: 'run-once', since: 0 } },
    });
    await http().put(`${SYNC}/jobs/${site.job.id}`).send({ name: 'Looked at anew' }).expect(200);
    const last = await eventually(async () => {
      const [listed] = await list();
      return listed?.lastRun?.finishedAt ? listed.lastRun : null;
    });
    expect(last).toMatchObject({ cause: 'schedule' });
    const found = await runs.findNewestOf(site.job.id);
    expect(found).toMatchObject([{ state: 'completed', counts: { created: 120 } }]);
    expect(found[0]?.slot).toBe(Math.floor((found[0]?.slot ?? 1) / 60_000) * 60_000);
  });

  it('takes a slot once, however many instances come at the same time', async () => {
    await site.startEmpty();
    const stores = [1, 2, 3, 4, 5].map(() => createRunStore(site.running.strapi));
    const slot = { slot: 1_800_000, state: 'skipped', at: Date.now() } as const;
    const taken = await Promise.all(stores.map((store) => store.createForSlot(order(), slot)));
    expect(taken.filter((run) => run !== null)).toHaveLength(1);
  });
});
