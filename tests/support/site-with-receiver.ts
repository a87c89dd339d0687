import { deleteAllEndpoints } from './outgoing';
import { startReceiver, type Receiver } from './receiver';
import { startStrapi, type RunningStrapi, type StartOptions } from './strapi';

export interface SiteWithReceiver {
  running: RunningStrapi;
  receiver: Receiver;
}

/**
 * A site and a receiver for every test of the suite that calls this; `handOver` gets them once they run. Each test begins
 * without endpoints, with a receiver that has got nothing and answers 200.
 */
export function startSiteForSuite(
  options: StartOptions,
  handOver: (site: SiteWithReceiver) => void,
): void {
  let site: SiteWithReceiver | undefined;

  beforeAll(async () => {
    site = { running: await startStrapi(options), receiver: await startReceiver() };
    handOver(site);
  });
  afterAll(async () => {
    await site?.running.stop();
    await site?.receiver.stop();
  });
  beforeEach(async () => {
    if (!site) return;
    await deleteAllEndpoints(site.running);
    site.receiver.forget();
  });
}
