import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

import { startDemoStrapi, type DemoStrapi } from '../../support/demo-strapi';
import { httpClient, type HttpClient } from '../../support/http-client';
import { startReceiver, type Receiver } from '../../support/receiver';

const root = path.resolve(__dirname, '../../..');
const PAGES = '/admin/plugins/integration-builder';
const WEBHOOK_PAGES = `${PAGES}/webhooks`;

/** Chromium talks to nobody but us. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Generous: the panel is heavy, and the machine does other tests meanwhile. */
const TIMEOUT_MS = 40_000;

interface Account {
  email: string;
  password: string;
}

interface PageOptions {
  /** `system` follows the colour scheme that the page emulates. Default: light. */
  theme?: 'light' | 'dark' | 'system';
  width?: number;
  language?: 'en' | 'fr';
  /** Done before the address is opened. */
  prepare?: (page: Page) => Promise<unknown>;
}

export interface Administrator {
  /** The admin API with this administrator's rights. */
  http: HttpClient;
  /** A page of the panel, signed in. */
  open(address?: string, options?: PageOptions): Promise<Page>;
}

interface Visitors {
  /** The super admin of the demo. */
  admin: Administrator;
  /** An administrator of a new role with these actions. */
  addAdministrator(actions: string[]): Promise<Administrator>;
  /** Closes the browser. */
  leave(): Promise<void>;
}

export interface Panel extends Omit<Visitors, 'leave'> {
  strapi: DemoStrapi;
  receiver: Receiver;
  stop(): Promise<void>;
}

/** Address of a page of outgoing webhooks. */
export const outgoing = (rest = ''): string => `${WEBHOOK_PAGES}/outgoing${rest}`;

/** Address of a page of incoming webhooks. */
export const incoming = (rest = ''): string => `${WEBHOOK_PAGES}/incoming${rest}`;

/** Address of a page of connections. */
export const connections = (rest = ''): string => `${PAGES}/connections${rest}`;

/** Address of a page of sync. */
export const sync = (rest = ''): string => `${PAGES}/sync${rest}`;

/** Address of the page of encryption keys. */
export const settings = (): string => `${PAGES}/settings`;

/** The demo's production build in a browser, with a receiver of its own and without the seeded endpoint. */
export async function startPanel(
  options: { standInPort?: number; payloadLimit?: number } = {},
): Promise<Panel> {
  const receiver = await startReceiver();
  const strapi = await startDemoStrapi({ receiverPort: receiver.port, ...options });
  const { leave, ...visitors } = await visit(strapi);
  await visitors.admin.http.delete('/integration-builder/outgoing/endpoints/1').expect(200);

  return {
    strapi,
    receiver,
    ...visitors,
    async stop() {
      await leave();
      await strapi.stop();
      await receiver.stop();
    },
  };
}

/** Those who use a running demo, in a browser. */
export async function visit(strapi: DemoStrapi): Promise<Visitors> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: ARGUMENTS });
  const admin = await signIn(browser, strapi, strapi);
  let accounts = 0;

  return {
    admin,
    async addAdministrator(actions) {
      accounts += 1;
      const account = { email: `editor-${accounts}@example.com`, password: 'Editor-1234' };
      await createAccount(admin.http, account, actions);
      return signIn(browser, strapi, account);
    },
    leave: () => browser.close(),
  };
}

function findChromium(): string {
  const script = path.join(root, 'scripts/find-chromium.mjs');
  const output = execFileSync(process.execPath, [script], { encoding: 'utf8' });
  return output.trim().split('\n').at(-1) ?? '';
}

/**
 * Signs in as the form does, without the form: it and the page that it leads to would be loaded once for every administrator.
 */
async function signIn(
  browser: Browser,
  { url }: DemoStrapi,
  { email, password }: Account,
): Promise<Administrator> {
  const context = await browser.newContext({
    reducedMotion: 'reduce',
    // The accessibility checker is a script from outside, which Strapi's policy rightly refuses.
    bypassCSP: true,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(TIMEOUT_MS);
  await dismissNews(context, url);
  const answer = await context.request.post(`${url}/admin/login`, { data: { email, password } });
  const { data } = (await answer.json()) as { data: { token: string } };
  await context.addCookies([{ name: 'jwtToken', value: data.token, url }]);
  await context.addInitScript(() => localStorage.setItem('isLoggedIn', 'true'));

  return {
    http: httpClient(url, data.token),
    open: (address = outgoing(), options = {}) => openPage(context, `${url}${address}`, options),
  };
}

/** Strapi greets everyone with a banner and a tour, which would stand on every picture. */
async function dismissNews(context: BrowserContext, url: string): Promise<void> {
  const answer = await fetch(`${url}/admin/init`);
  const { data } = (await answer.json()) as { data: { uuid: unknown } };
  await context.addInitScript((site) => {
    localStorage.setItem(`STRAPI_MEDIA_LIBRARY_BANNER_DISMISSED_FOR_false:${site}`, 'true');
    localStorage.setItem('STRAPI_GUIDED_TOUR', JSON.stringify({ enabled: false }));
  }, String(data.uuid));
}

/** A page beside the others of the same administrator, which share what the browser has loaded. */
async function openPage(
  context: BrowserContext,
  address: string,
  { theme = 'light', width = 1280, language = 'en', prepare }: PageOptions,
): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize({ width, height: 900 });
  await page.addInitScript(
    (chosen) => {
      localStorage.setItem('STRAPI_THEME', chosen.theme);
      localStorage.setItem('strapi-admin-language', chosen.language);
    },
    { theme, language },
  );
  await prepare?.(page);
  await page.goto(address);
  return page;
}

/**
 * Leads to another address of the panel as a link does: loading the panel anew takes seconds. Nothing that was opened on the
 * page before stays open.
 */
export async function goTo(page: Page, address: string): Promise<void> {
  const push = (to: string) =>
    page.evaluate((target) => {
      history.pushState({}, '', target);
      dispatchEvent(new PopStateEvent('popstate', { state: {} }));
    }, to);
  await push(`${PAGES}/none`);
  await page.getByText(/^(There is no such page|Cette page n’existe pas)\.$/).waitFor();
  await push(address);
}

async function createAccount(http: HttpClient, account: Account, actions: string[]): Promise<void> {
  const role = await http.post('/admin/roles').send({ name: account.email, description: '' });
  const roleId = (role.body as { data: { id: number } }).data.id;
  await http
    .put(`/admin/roles/${roleId}/permissions`)
    .send({
      permissions: actions.map((action) => ({
        action,
        subject: null,
        conditions: [],
        properties: {},
      })),
    })
    .expect(200);
  const user = await http
    .post('/admin/users')
    .send({ firstname: 'Ed', lastname: 'Itor', email: account.email, roles: [roleId] })
    .expect(201);
  const { registrationToken } = (user.body as { data: { registrationToken: string } }).data;
  await http
    .post('/admin/register')
    .send({
      registrationToken,
      userInfo: { firstname: 'Ed', lastname: 'Itor', password: account.password },
    })
    .expect(200);
}
