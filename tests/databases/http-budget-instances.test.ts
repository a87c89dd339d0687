import { createAppDirectory, type AppDirectory } from '../support/app-directory';
import { startChildStrapi, type ChildStrapi } from '../support/child-strapi';
import type { ScratchDatabase } from '../support/database-servers';
import { createSiteDatabase } from '../support/database-templates';
import { everySharedDatabase } from '../support/databases';
import { startStandIn, type StandIn } from '../support/stand-in';

const LIMIT = { calls: 10, perMs: 1_000 };
const CALLERS = 25;
const SECONDS = process.env.LONG_TESTS ? 60 : 8;

everySharedDatabase('the limit of a service, called by two instances on one database', (client) => {
  let scratch: ScratchDatabase;
  let app: AppDirectory;
  let standIn: StandIn;
  let instances: ChildStrapi[] = [];
  let connectionId: number;

  beforeAll(async () => {
    standIn = await startStandIn();
    const provider = {
      id: 'limited',
      name: 'Limited',
      access: {
        category: 'development',
        auth: [{ kind: 'bearer' }],
        api: { baseUrl: `${standIn.url}/api`, rateLimit: LIMIT },
        probe: { path: '/me' },
      },
    };
    scratch = await createSiteDatabase(client);
    app = createAppDirectory({ database: scratch.strapiConnection });
    const env = { TEST_PROVIDERS: JSON.stringify([provider]) };
    instances = [await startChildStrapi(app, { env }), await startChildStrapi(app, { env })];
    const { access_token: key } = await standIn.control.issueTokens();
    const input = { provider: 'limited', auth: 'bearer', credentials: { key } };
    const made = await instances[0]?.service<{ id: number }>(
      'connections',
      'accounts.create',
      input,
    );
    connectionId = made?.id ?? 0;
  }, 120_000);
  afterAll(async () => {
    await Promise.all(instances.map((instance) => instance.kill()));
    app?.remove();
    await scratch?.drop();
    await standIn?.stop();
  });

  it(
    `is never met in ${SECONDS} s, and shared`,
    async () => {
      await standIn.control.setModes({ rateLimit: LIMIT });
      const { apiCalls } = await standIn.control.counters();
      const end = Date.now() + SECONDS * 1_000;
      const made = await Promise.all(
        instances.map(async (instance) => {
          let answered = 0;
          const callUntilEnd = async () => {
            while (Date.now() < end) {
              const test = await instance.service<{ isSuccessful: boolean; message: string }>(
                'connections',
                'accounts.test',
                connectionId,
              );
              expect(test).toMatchObject({ isSuccessful: true, message: 'Limited answered.' });
              answered += 1;
            }
          };
          await Promise.all(Array.from({ length: CALLERS }, callUntilEnd));
          return answered;
        }),
      );
      const counters = await standIn.control.counters();
      expect(counters.rateLimited).toBe(0);
      expect(counters.apiCalls - apiCalls).toBe((made[0] ?? 0) + (made[1] ?? 0));
      // Four of ten for each; one that joins makes one a second at first.
      for (const answered of made) expect(answered).toBeGreaterThan(SECONDS);
    },
    (SECONDS + 90) * 1_000,
  );
});
