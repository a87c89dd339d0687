import type { AddressInfo } from 'node:net';

import type { Strapi } from '../../server/src/feature';
import { ADMIN_EMAIL, ADMIN_PASSWORD, MANAGER_EMAIL } from './app/src/admin-credentials.js';
import { createAppDirectory, type AppDirectory, type AppOptions } from './app-directory';
import type { DatabaseClient } from './database-servers';
import { createSiteDatabase } from './database-templates';
import { httpClient, signIn, type HttpClient } from './http-client';

declare global {
  /** Put there by `strapi-environment.cjs`. */
  var nativeStrapi: {
    start(directory: string): Promise<Strapi>;
    stop(strapi: Strapi): Promise<void>;
  };
}

export interface RunningStrapi {
  strapi: Strapi;
  /** `http://127.0.0.1:<port>` */
  url: string;
  /**
   * Requests of an admin who may do everything in the plugin and nothing else: for each request Strapi weighs every
   * permission of who asks, and a super admin has hundreds.
   */
  http: HttpClient;
  anonymous: HttpClient;
  app: AppDirectory;
  /** Requests of a new admin whose only role has these actions, e.g. `plugin::integration-builder.endpoint.read`. */
  signInWith(actions: string[]): Promise<HttpClient>;
  /** Requests of the super admin. */
  asSuperAdmin(): Promise<HttpClient>;
  /** Requests with a new full-access token of the content API. */
  withApiToken(): Promise<HttpClient>;
  /** Stops Strapi and, unless the app was given, removes its directory and its database. */
  stop(): Promise<void>;
}

export interface StartOptions extends Omit<AppOptions, 'database'> {
  /** Default: sqlite. */
  client?: DatabaseClient;
  /** Starts on this directory and its data, and leaves both in place when stopped. */
  app?: AppDirectory;
}

/**
 * Boots a real Strapi with the fixture app and the plugin in this process, on a free port of loopback and a database of
 * its own.
 */
export async function startStrapi(options: StartOptions = {}): Promise<RunningStrapi> {
  const own = options.app ? undefined : await createOwnApp(options);
  const app = options.app ?? (own as OwnApp).app;

  let strapi: Strapi;
  try {
    strapi = await nativeStrapi.start(app.path);
  } catch (error) {
    await own?.remove();
    throw error;
  }

  const { port } = strapi.server.httpServer.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  let superAdmin: Promise<HttpClient> | undefined;
  return {
    strapi,
    url,
    app,
    http: await signIn(url, MANAGER_EMAIL),
    anonymous: httpClient(url),
    signInWith: (actions) => signInWithRole(strapi, url, actions),
    asSuperAdmin: () => (superAdmin ??= signIn(url, ADMIN_EMAIL)),
    withApiToken: async () => httpClient(url, await createApiToken(strapi)),
    async stop() {
      await nativeStrapi.stop(strapi);
      await own?.remove();
    },
  };
}

interface OwnApp {
  app: AppDirectory;
  remove(): Promise<void>;
}

async function createOwnApp({ client = 'sqlite', ...options }: StartOptions): Promise<OwnApp> {
  const database = await createSiteDatabase(client);
  const app = createAppDirectory({ ...options, database: database.strapiConnection });
  return {
    app,
    async remove() {
      app.remove();
      await database.drop();
    },
  };
}

let adminCount = 0;

async function signInWithRole(strapi: Strapi, url: string, actions: string[]): Promise<HttpClient> {
  adminCount += 1;
  const name = `admin-${adminCount}`;
  const roles = strapi.service('admin::role');
  const role = await roles.create({ name, description: name });
  await roles.assignPermissions(
    role.id,
    actions.map((action) => ({ action, subject: null, conditions: [], properties: {} })),
  );
  const email = `${name}@example.test`;
  await strapi.service('admin::user').create({
    firstname: name,
    lastname: 'Tester',
    email,
    password: ADMIN_PASSWORD,
    registrationToken: null,
    isActive: true,
    roles: [role.id],
  });
  return signIn(url, email);
}

async function createApiToken(strapi: Strapi): Promise<string> {
  adminCount += 1;
  const { accessKey } = await strapi.service('admin::api-token').create({
    name: `token-${adminCount}`,
    description: '',
    type: 'full-access',
    lifespan: null,
  });
  return accessKey;
}
