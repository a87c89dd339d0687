import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** See demo/stand-in/modes.mjs. Times are in milliseconds. */
export interface StandInModes {
  tokenEndpoint: 'ok' | 'slow' | 'error-500' | 'omit-refresh';
  api: 'ok' | 'slow' | 'error-500';
  slowMs: number;
  accessTokenLifeMs: number;
  grantedScopes: string[] | null;
  rateLimit: { calls: number; perMs: number } | null;
  cacheMaxAgeMs: number;
  account: { id: string; name: string };
  redirectUris: string[];
}

/** See demo/stand-in/counters.mjs. */
export interface StandInCounters {
  tokenRequests: Record<
    'authorization_code' | 'refresh_token' | 'client_credentials' | 'other',
    number
  >;
  refusedTokenRequests: number;
  revocations: number;
  familiesRevoked: number;
  apiCalls: number;
  vendorCalls: Record<'stripe' | 'github' | 'salesforce', number>;
  rateLimited: number;
  notModified: number;
  replays: number;
  productsCreated: number;
}

export interface StandInState {
  url: string;
  modes: StandInModes;
  counters: StandInCounters;
  grants: {
    id: string;
    clientId: string;
    account: { id: string; name: string };
    scopes: string[];
    /** Milliseconds since 1970. */
    createdAt: number;
    isRevoked: boolean;
  }[];
  /** Every `Stripe-Version` that a client has sent. */
  stripeVersions: string[];
}

export interface StandInTokens {
  access_token: string;
  refresh_token?: string;
  token_type: string;
  /** Seconds. */
  expires_in: number;
  scope: string;
}

export interface StandInControl {
  setModes(changes: Partial<StandInModes>): Promise<StandInState>;
  state(): Promise<StandInState>;
  counters(): Promise<StandInCounters>;
  /** As a person does in the settings of a service. Resolves to how many grants there were. */
  revokeAllGrants(): Promise<number>;
  /** Tokens without the consent page, by default with every scope. */
  issueTokens(grant?: { scopes?: string[]; clientId?: string }): Promise<StandInTokens>;
  /** Removes every product, as after an accident in the warehouse. */
  removeAllProducts(): Promise<StandInState>;
  /** The 120 products of the start, as they were. */
  restockProducts(): Promise<StandInState>;
  /** Forgets everything: grants, records, counters, modes. */
  reset(): Promise<StandInState>;
}

export interface StandIn {
  /** `http://127.0.0.1:<port>`, which is also the issuer. */
  url: string;
  control: StandInControl;
  stop(): Promise<void>;
}

/** The app that the stand-in knows as the demo's Strapi. */
export const STAND_IN_CLIENT = {
  id: 'integration-builder-demo',
  secret: 'demo-harbour-secret',
} as const;

const SCRIPT = path.resolve(__dirname, '../../demo/stand-in/main.mjs');

/**
 * Starts Harbour, the stand-in service of the demo, in a process of its own. Its output is shown where it does not
 * start.
 *
 * @param port 0, the default, takes a free one
 * @param modes those that differ from the normal ones, also after a reset
 */
export async function startStandIn({
  port = 0,
  modes = {},
}: { port?: number; modes?: Partial<StandInModes> } = {}): Promise<StandIn> {
  const child = fork(SCRIPT, {
    env: {
      ...process.env,
      STAND_IN_PORT: String(port),
      STAND_IN_MODES: JSON.stringify(modes),
    },
    silent: true,
    execArgv: [],
  });
  const url = await untilListening(child);
  return { url, control: controlOf(url), stop: () => end(child) };
}

function untilListening(child: ChildProcess): Promise<string> {
  let output = '';
  const collect = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-4000);
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error(`The stand-in did not start.\n${output}`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      resolve((message as { url: string }).url);
    });
  });
}

function controlOf(url: string): StandInControl {
  async function ask<T>(method: string, route: string, body?: object): Promise<T> {
    const response = await fetch(`${url}/control/${route}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error((answer as { error: string }).error);
    return answer as T;
  }

  const state = () => ask<StandInState>('GET', 'state');
  return {
    setModes: (changes) => ask('PUT', 'modes', changes),
    state,
    counters: async () => (await state()).counters,
    revokeAllGrants: async () =>
      (await ask<{ revoked: number }>('POST', 'grants/revoke', {})).revoked,
    issueTokens: (grant = {}) => ask('POST', 'tokens', grant),
    removeAllProducts: () => ask('POST', 'products/remove-all', {}),
    restockProducts: () => ask('POST', 'products/restock', {}),
    reset: () => ask('POST', 'reset', {}),
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}

/**
 * Plays the person at the consent page: opens it, ticks the scopes, and presses Approve or Deny.
 *
 * @param scopes to allow; by default all that the page offers
 * @returns where the person is sent to; it is not followed. Where the request was refused without asking, it is the
 *   address with the error
 * @throws what the page says where there is nothing to approve
 */
export async function approveConsent(
  authorizeUrl: string,
  { deny = false, scopes }: { deny?: boolean; scopes?: string[] } = {},
): Promise<string> {
  const asked = await fetch(authorizeUrl, { redirect: 'manual' });
  const refusedTo = asked.headers.get('location');
  if (refusedTo) return refusedTo;
  const page = await asked.text();
  const request = /name="request" value="([^"]+)"/.exec(page)?.[1];
  if (!request) throw new Error(`There is nothing to approve (${asked.status}): ${textOf(page)}`);

  const offered = [...page.matchAll(/name="scope" value="([^"]+)"/g)].map(([, scope]) => scope!);
  const missing = scopes?.find((scope) => !offered.includes(scope));
  if (missing !== undefined) throw new Error(`The page does not offer the scope "${missing}".`);

  const form = new URLSearchParams({ request, decision: deny ? 'deny' : 'approve' });
  for (const scope of scopes ?? offered) form.append('scope', scope);
  const decided = await fetch(new URL('/oauth/consent', authorizeUrl), {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  const location = decided.headers.get('location');
  if (!location) throw new Error(`The consent was refused: ${textOf(await decided.text())}`);
  return location;
}

const textOf = (page: string) =>
  page
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
