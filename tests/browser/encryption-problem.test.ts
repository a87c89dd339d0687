import { spoilSecrets } from './support/demo-database';
import { anEndpointAt } from './support/endpoints';
import { connections, goTo, outgoing, startPanel, type Panel } from './support/panel';

jest.setTimeout(180_000);

const PROBLEM = 'Webhooks and connections have stopped: the encryption key is not right';

let panel: Panel;

beforeAll(async () => {
  panel = await startPanel();
});
afterAll(() => panel?.stop());

it('a key that does not open what is stored is said on every page, with what to do', async () => {
  const { id } = await anEndpointAt(panel.admin.http, panel.receiver.url('/shop'));
  const page = await panel.admin.open();
  await page.getByRole('link', { name: 'Shop' }).waitFor();
  expect(await page.getByText(PROBLEM).count()).toBe(0);

  await spoilSecrets(panel.strapi);
  await page.reload();
  for (const address of [outgoing(), outgoing(`/${id}`), outgoing('/create')]) {
    await goTo(page, address);
    const banner = page.getByRole('alert').filter({ hasText: PROBLEM });
    await banner.getByText('has to bring back the former key').waitFor();
  }
  await page.close();

  const editor = await panel.addAdministrator(['plugin::integration-builder.connection.read']);
  const hisPage = await editor.open(connections());
  await hisPage.getByRole('alert').filter({ hasText: PROBLEM }).waitFor();
  await hisPage.close();
});
