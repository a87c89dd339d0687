import type { Conflict, Job, RunDetail } from '../../server/src/sync/contracts';
import { connectHarbour } from '../support/connections';
import { startStandIn, type StandIn } from '../support/stand-in';
import { goTo, startPanel, sync, type Panel } from './support/panel';
import {
  aProductJob,
  appliedPreview,
  changeEntry,
  changeProduct,
  openConflict,
  ranJob,
} from './support/sync';
import { testAccessibility, type View } from './support/views';

jest.setTimeout(240_000);

const ACTION = 'plugin::integration-builder';

let standIn: StandIn;
let panel: Panel;
let job: Job;
let preview: RunDetail;
let first: RunDetail;
let held: RunDetail;
let planned: RunDetail;
let conflict: Conflict;
let connectionId: number;

/** A job that has run, of which a conflict waits, and then all deletions, since its service has nothing left; and a plan. */
beforeAll(async () => {
  standIn = await startStandIn();
  panel = await startPanel({ standInPort: Number(new URL(standIn.url).port) });
  const { strapi, admin } = panel;
  const { http } = admin;
  ({ id: connectionId } = await connectHarbour({ url: strapi.url, http }, { provider: 'harbour' }));
  job = await aProductJob(http, connectionId, {
    schedule: { cron: '0 8 * * 1-5', timeZone: 'Europe/Paris', missed: 'run-once' },
  });
  const other = await aProductJob(http, connectionId, { name: 'Catalogue', direction: 'import' });
  planned = await ranJob(http, other.id, 'preview');
  preview = await ranJob(http, job.id, 'preview');
  first = await appliedPreview(http, preview.id);
  await changeProduct(standIn, 'prd_0001', { name: 'Towel of Harbour' });
  await changeEntry(http, 'TEA-1001', { name: 'Towel of the shop' });
  await ranJob(http, job.id);
  conflict = await openConflict(http, job.id);
  await standIn.control.removeAllProducts();
  held = await ranJob(http, job.id);
  // For real records beside the fields; no run looks at them any more.
  await standIn.control.restockProducts();
});
afterAll(async () => {
  await panel?.stop();
  await standIn?.stop();
});

const guide = (step: string) =>
  sync(`/new?step=${step}&connection=${connectionId}&resource=products&type=api::product.product`);

const VIEWS: View[] = [
  {
    name: 'the list',
    picture: 'sync-jobs',
    address: () => sync(),
    ready: (page) => page.getByRole('link', { name: 'Warehouse' }).waitFor(),
  },
  {
    name: 'a job',
    picture: 'sync-job',
    address: () => sync(`/${job.id}`),
    ready: (page) => page.getByRole('link', { name: 'Preview', exact: true }).waitFor(),
  },
  {
    name: 'a run',
    picture: 'sync-run',
    pictureHeight: 1300,
    address: () => sync(`/runs/${first.id}`),
    ready: (page) => page.getByRole('article').first().waitFor(),
  },
  {
    name: 'the fields of a new job',
    picture: 'sync-fields',
    pictureHeight: 1300,
    address: () => guide('fields'),
    ready: async (page) => {
      const price = page
        .getByRole('group', { name: /^Pair/ })
        .filter({ has: page.locator('input[value="price.amount"]') });
      await price.getByRole('button', { name: /^Adapt/ }).click();
      await price.getByRole('combobox', { name: 'On the way' }).click();
      await page.getByRole('option', { name: 'An amount in cents' }).click();
      await page.getByRole('article', { name: 'prd_0002' }).getByText('4.74').first().waitFor();
    },
  },
  {
    name: 'the plan of a new job',
    picture: 'sync-plan',
    address: () => sync(`/new?step=plan&job=${planned.jobId}&run=${planned.id}`),
    ready: async (page) => {
      await page.getByRole('heading', { name: /120 to create/ }).waitFor();
      await page.getByRole('article').first().waitFor();
    },
  },
  {
    name: 'a conflict',
    picture: 'sync-conflict',
    address: () => sync(`/${job.id}?tab=conflicts&conflict=${conflict.id}`),
    ready: (page) => page.getByRole('dialog').getByText('Towel of Harbour').waitFor(),
  },
];

/** Made of what stands on the others, too. */
const PARTS: View[] = [
  {
    name: 'deletions that wait',
    picture: 'sync-held',
    address: () => sync(`/runs/${held.id}`),
    ready: (page) => page.getByRole('button', { name: 'Approve' }).waitFor(),
  },
  {
    name: 'a preview that was applied',
    address: () => sync(`/runs/${preview.id}`),
    ready: (page) => page.getByText('It was applied already').waitFor(),
  },
  {
    name: 'the settings of a job',
    address: () => sync(`/${job.id}?tab=settings`),
    ready: (page) => page.getByText('Pairs kept alike').waitFor(),
  },
  {
    name: 'the form of a job',
    address: () => sync(`/${job.id}/edit`),
    ready: (page) => page.getByRole('group', { name: 'Pair 1' }).waitFor(),
  },
  {
    name: 'what a new job is about',
    picture: 'sync-what',
    address: () => guide('what'),
    ready: (page) => page.getByRole('radio', { name: /^Products/ }).waitFor(),
  },
  {
    name: 'the rules of a new job',
    picture: 'sync-rules',
    address: () => guide('rules'),
    ready: (page) => page.getByRole('radio', { name: /^Ask somebody/ }).waitFor(),
  },
  {
    name: 'when a new job runs',
    picture: 'sync-when',
    address: () => guide('when'),
    ready: async (page) => {
      await page.getByRole('radio', { name: 'Every week' }).check({ force: true });
      await page.getByRole('listitem').nth(10).waitFor();
    },
  },
];

testAccessibility(() => panel, VIEWS);
testAccessibility(() => panel, PARTS, ['light']);

describe('what an administrator may not do is absent', () => {
  it('who may only read sees jobs, runs and conflicts, and no action', async () => {
    const reader = await panel.addAdministrator([`${ACTION}.sync.read`]);
    const page = await reader.open(sync());
    await page.getByRole('link', { name: 'Warehouse' }).waitFor();
    expect(await page.getByLabel('Run Warehouse now').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'New sync' }).count()).toBe(0);

    await page.getByRole('link', { name: 'Warehouse' }).click();
    await page.getByRole('tab', { name: 'Runs' }).waitFor();
    for (const name of ['Run now', 'Preview', 'More actions']) {
      expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0);
    }
    await goTo(page, sync(`/runs/${held.id}`));
    await page.getByText('One side has nothing left').waitFor();
    expect(await page.getByRole('button', { name: /^(Approve|Reject|Try)/ }).count()).toBe(0);

    await goTo(page, sync(`?tab=conflicts&conflict=${conflict.id}`));
    const drawer = page.getByRole('dialog');
    await drawer.getByText('Your role may not answer conflicts.').waitFor();
    expect(await drawer.getByRole('radio').count()).toBe(0);
    for (const address of ['/new', `/${job.id}/edit`]) {
      await goTo(page, sync(address));
      await page.getByText("You don't have the permissions to access that content").waitFor();
    }
    await page.close();
  });
});

describe('French', () => {
  it('the pages speak the language of the administrator, schedules as well', async () => {
    const page = await panel.admin.open(sync(), { language: 'fr' });
    await page.getByRole('heading', { name: 'Synchronisation', level: 1 }).waitFor();
    await page.getByText('À 08:00, de lundi à vendredi').first().waitFor();
    await page.getByRole('link', { name: 'Warehouse' }).click();
    await page.getByRole('tab', { name: 'Exécutions' }).waitFor();
    expect(await page.getByText('integration-builder.').count()).toBe(0);
    await page.close();
  });
});
