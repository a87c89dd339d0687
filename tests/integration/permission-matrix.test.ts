import type { HttpClient } from '../support/http-client';
import { routesOfPlugin, type PluginRoute } from '../support/plugin-routes';
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

it('has no admin route without a signed-in admin and exactly one action of the plugin', () => {
  const open = adminRoutes.filter(
    ({ isForAdmins, actions }) =>
      !isForAdmins ||
      actions.length !== 1 ||
      !actions[0]?.startsWith('plugin::integration-builder.'),
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

it('lets an admin in with the action of the route alone', async () => {
  const refused: string[] = [];
  for (const [action, guarded] of routesByAction()) {
    const admin = await running.signInWith([action]);
    for (const route of guarded) {
      if (isRefusal(await statusOf(admin, route))) refused.push(`${route.label} with ${action}`);
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
