import type { HttpClient } from '../support/http-client';
import { createSource, post } from '../support/incoming';
import { mountedRoutes, routesOfPlugin, type PluginRoute } from '../support/plugin-routes';
import { startStrapi, type RunningStrapi } from '../support/strapi';

let running: RunningStrapi;
let routes: PluginRoute[];
let adminRoutes: PluginRoute[];
let knownActions: string[];

beforeAll(async () => {
  running = await startStrapi();
  routes = routesOfPlugin(running.strapi);
  adminRoutes = routes.filter(({ kind }) => kind === 'admin');
  knownActions = running.strapi.service('admin::permission').actionProvider.keys();
});
afterAll(() => running.stop());

it('finds routes to check', () => {
  expect(adminRoutes.length).toBeGreaterThan(0);
});

it('has no route in the router that is not among them', () => {
  expect(mountedRoutes(running.strapi)).toEqual(labelsOf(routes).sort());
});

it('has no admin route without a signed-in admin and actions that are all the plugin’s', () => {
  const open = adminRoutes.filter(
    ({ isForAdmins, actions }) =>
      !isForAdmins ||
      actions.length === 0 ||
      !actions.every((action) => action.startsWith('plugin::integration-builder.')),
  );
  expect(labelsOf(open)).toEqual([]);
});

it('has no admin route with an action that nobody can be granted', () => {
  const unknown = adminRoutes.filter(({ actions }) =>
    actions.some((action) => !knownActions.includes(action)),
  );
  expect(labelsOf(unknown)).toEqual([]);
});

it('has no route of the content API that is open without being marked as public', async () => {
  const open: PluginRoute[] = [];
  for (const route of routes.filter(({ kind }) => kind === 'content-api')) {
    const status = await statusOf(running.anonymous, route);
    if (!route.isPublic && status !== 401 && status !== 403) open.push(route);
  }
  expect(labelsOf(open)).toEqual([]);
});

it('has two public routes: for senders who prove themselves by how they sign, and for browsers that come back from a sign-in', async () => {
  expect(labelsOf(routes.filter(({ isPublic }) => isPublic)).sort()).toEqual([
    'GET /api/integration-builder/oauth/callback',
    'POST /api/integration-builder/in/:slug',
  ]);
  // Whoever it is: without the state and the cookie of a browser that began, it leads to nothing.
  for (const visitor of [running.anonymous, await running.withApiToken(), running.http]) {
    const answer = await visitor.get('/api/integration-builder/oauth/callback?state=x&code=y');
    expect(answer.status).toBe(302);
    expect(answer.headers.location).toContain('/connections/return?problem=state-unknown');
  }
  const { slug } = await createSource(running);
  const senders = [running.anonymous, await running.withApiToken(), running.http];
  for (const sender of senders) {
    const send = (name: string) =>
      sender.post(`/api/integration-builder/in/${name}`).send({ id: 1 });
    await send('nobody').expect(404);
    // Whoever it is: no token of Strapi's stands in for a signature.
    await send(slug).expect(401);
    await sender.get(`/api/integration-builder/in/${slug}`).expect(404);
  }
  expect((await post(running.url, slug, { body: { id: 1 } })).status).toBe(200);
});

it('has no public route in the admin API', () => {
  expect(labelsOf(adminRoutes.filter(({ isPublic }) => isPublic))).toEqual([]);
});

it('answers 401 to a stranger on every admin route', async () => {
  expect(await statusesOf(running.anonymous)).toEqual(expected(401));
});

it('answers 403 to an admin without any action of the plugin on every admin route', async () => {
  expect(await statusesOf(await running.signInWith(['admin::users.read']))).toEqual(expected(403));
});

it('answers 403 to an admin who has every action of the plugin but the one of the route', async () => {
  const statuses: Record<string, number> = {};
  for (const [action, guarded] of routesByAction()) {
    const others = [...routesByAction().keys()].filter((other) => other !== action);
    const admin = await running.signInWith(['admin::users.read', ...others]);
    for (const route of guarded) statuses[route.label] = await statusOf(admin, route);
  }
  expect(statuses).toEqual(expected(403));
});

it('lets an admin in with the actions of the route alone', async () => {
  const refused: string[] = [];
  const names = new Set(adminRoutes.map(({ actions }) => actions.join(' ')));
  for (const together of names) {
    const admin = await running.signInWith(together.split(' '));
    for (const route of adminRoutes.filter(({ actions }) => actions.join(' ') === together)) {
      if (isRefusal(await statusOf(admin, route))) refused.push(`${route.label} with ${together}`);
    }
  }
  expect(refused).toEqual([]);
});

it('lets the super admin in everywhere and breaks nowhere', async () => {
  const broken = Object.entries(await statusesOf(running.http)).filter(
    ([, status]) => isRefusal(status) || status >= 500,
  );
  expect(broken).toEqual([]);
});

const labelsOf = (list: PluginRoute[]) => list.map(({ label }) => label);

const isRefusal = (status: number) => status === 401 || status === 403;

const expected = (status: number) =>
  Object.fromEntries(adminRoutes.map(({ label }) => [label, status]));

async function statusesOf(client: HttpClient): Promise<Record<string, number>> {
  const statuses: Record<string, number> = {};
  for (const route of adminRoutes) statuses[route.label] = await statusOf(client, route);
  return statuses;
}

async function statusOf(client: HttpClient, { method, address }: PluginRoute): Promise<number> {
  const send = client[method.toLowerCase() as keyof HttpClient];
  const response = await send(address);
  return response.status;
}

function routesByAction(): Map<string, PluginRoute[]> {
  const byAction = new Map<string, PluginRoute[]>();
  for (const route of adminRoutes) {
    for (const action of route.actions) {
      byAction.set(action, [...(byAction.get(action) ?? []), route]);
    }
  }
  return byAction;
}
