import { noneSkipped, type PlanStep } from '../../../../server/src/sync/plan/change';
import { untilTooManyFail } from '../../../../server/src/sync/runs/failure-stop';

/** A plan of pages of ten records, of which some fail; how many pages are taken. */
async function pagesTaken(failing: number[], limit: { count: number; percent: number }) {
  async function* steps(): AsyncGenerator<PlanStep> {
    for (const _failed of failing) {
      yield await Promise.resolve({
        kind: 'checkpoint',
        phase: 'records',
        position: null,
        examined: 10,
        skipped: noneSkipped(),
      } as const);
    }
  }
  let failed = 0;
  let pages = 0;
  const taking = (async () => {
    for await (const _step of untilTooManyFail(steps(), limit, () => failed)) {
      failed += failing[pages] ?? 0;
      pages += 1;
    }
  })();
  return { pages: await taking.then(() => 'all' as const).catch(() => pages), taking };
}

const limit = { count: 5, percent: 50 };

it.each<[string, number[], number | 'all']>([
  ['none', [0, 0, 0], 'all'],
  ['few, however large their share', [5, 0, 0], 'all'],
  ['many among many more', [0, 0, 5, 5, 5], 'all'],
  ['too many at once', [6, 0, 0], 1],
  ['too many after a while', [3, 5, 10, 10], 3],
])('goes on or stops where %s have failed', async (_name, failing, pages) => {
  expect((await pagesTaken(failing, limit)).pages).toBe(pages);
});

it('says how many have failed, and what to do', async () => {
  const { taking } = await pagesTaken([10], limit);
  await expect(taking).rejects.toThrow('10 of 10 records failed, so it was stopped.');
});
