import {
  defineProvider,
  matchedSecret,
  isSame,
  requiredHeader,
  verificationSteps,
  type Provider,
} from '../../strapi-server';
import type { Source } from '../../server/src/incoming/contracts';
import {
  createSource,
  eventOf,
  eventsOf,
  incomingOf,
  post,
  settledEvent,
} from '../support/incoming';
import { eventually } from '../support/outgoing';
import { startStrapi, type RunningStrapi } from '../support/strapi';

/** A service as a site describes it in its own code. */
const till: Provider = defineProvider({
  id: 'till',
  name: 'Till',
  webhook: {
    verify: (request, { secrets }) =>
      verificationSteps((takeStep) => {
        const token = takeStep('header', requiredHeader(request, 'X-Till'));
        const isToken = (secret: string) => isSame(token, secret);
        takeStep('signature', matchedSecret(secrets, isToken, 'credentials-differ'));
      }),
    eventId: (payload) => String((payload as { number: number }).number),
    eventType: (payload) => (payload as { kind: string }).kind,
    handshake: ({ body }) =>
      body.toString().includes('"kind":"hello"')
        ? { contentType: 'text/plain', body: 'hello yourself' }
        : null,
    acknowledge: () => ({ contentType: 'application/json', body: '{"taken":true}' }),
    credentialHeaders: () => ['x-till'],
  },
});

let running: RunningStrapi;
let source: Source;
let handled: unknown[];
beforeAll(async () => {
  running = await startStrapi();
  running.strapi.plugin('integration-builder').service('providers').register(till);
  incomingOf(running).on('till', '*', ({ payload }) => void handled.push(payload));
});
afterAll(() => running?.stop());
beforeEach(async () => {
  handled = [];
  source = await createSource(running, { provider: 'till', settings: {}, secret: 'till-token' });
});

const send = (body: object, token = 'till-token') =>
  post(running.url, source.slug, { body, signature: null, headers: { 'x-till': token } });

it('is received with its own proof and answered in its own way, and its handlers run', async () => {
  const sale = { number: 7, kind: 'sale' };
  expect(await send(sale)).toMatchObject({ status: 200, text: '{"taken":true}' });
  const event = await settledEvent(running, source.id, '7');
  expect(event).toMatchObject({ state: 'succeeded', eventType: 'sale', isHandshake: false });
  expect(handled).toEqual([sale]);
  expect(JSON.stringify(event.headers)).not.toContain('till-token');
  expect((await send(sale, 'somebody-else')).status).toBe(401);
});

it('is answered when it only tries the address out, and nothing runs', async () => {
  const hello = { number: 8, kind: 'hello' };
  expect(await send(hello)).toMatchObject({ status: 200, text: 'hello yourself' });
  const [{ id } = { id: 0 }] = await eventsOf(running, source.id);
  expect(await eventOf(running, id)).toMatchObject({ state: 'succeeded', isHandshake: true });
  expect(handled).toEqual([]);
});

it('is asked to come again while nobody has described it', async () => {
  await running.strapi.db
    .connection('ib_webhook_sources')
    .where({ id: source.id })
    .update({ provider: 'till-of-a-faulty-deployment' })
    .increment('revision', 1);
  const statuses: number[] = [];
  await eventually(async () => {
    const { status } = await send({ number: 9, kind: 'sale' });
    statuses.push(status);
    return status === 503;
  });
  // Taken in once or not at all: what is known of sources is half a second old at most.
  const isKnown = statuses.includes(200);
  expect(await eventsOf(running, source.id)).toHaveLength(isKnown ? 1 : 0);
});
