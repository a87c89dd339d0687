import { errors } from '@strapi/utils';

import type { CallRecord } from '../../http/client/call-record';
import type { AuthKind } from '../../providers/auth-method';
import type { ProviderRegistry } from '../../providers/registry';
import type { ProbeResult } from '../health/probe';
import { type OAuthClients, ownClientOf } from '../oauth/oauth-clients';
import type { TokenRequests } from '../oauth/token-requests';
import { type TokenSet, withTokens } from '../oauth/token-set';
import { checkCredentials } from './check-credentials';
import type { NewConnection } from './connection-store';
import type { Credentials } from './credentials';
import type { Candidate } from './open-access';
import { accessOf, isTokenMethod, methodOfConnection } from './provider-access';

interface Dependencies {
  providers: ProviderRegistry;
  clients: OAuthClients;
  requests: TokenRequests;
  /** Tries credentials out before they are saved. */
  tryOut: (candidate: Candidate, credentials: Credentials) => Promise<ProbeResult>;
  now: () => number;
}

export interface SignedIn {
  credentials: Credentials;
  /** What signing in changes of a connection, beside the credentials. */
  fields: Partial<NewConnection>;
  account: ProbeResult['account'];
  /** See `TokenOutcome`. */
  firstCall?: CallRecord;
}

/** Signing in at a service without a person's consent there. */
export function createSignIn({ providers, clients, requests, tryOut, now }: Dependencies) {
  /** Gets the first token of a site's own account. */
  async function firstToken(
    candidate: Candidate,
    auth: AuthKind,
    credentials: Credentials,
    scopes: string[],
  ) {
    const method = methodOfConnection(providers, { ...candidate, auth });
    if (!isTokenMethod(method)) return null;
    const client = await clients.require(candidate.provider, ownClientOf(credentials));
    const outcome = await requests.ofClient(method, candidate, client, scopes);
    if (outcome.kind === 'tokens') return outcome;
    throw new errors.ApplicationError(outcome.message, { code: 'token-request-failed' });
  }

  /** Signs in by key, password or client credentials, and tries it out. */
  return async function signIn(
    candidate: Candidate,
    input: Parameters<typeof checkCredentials>[1],
    scopes: string[],
  ): Promise<SignedIn> {
    const { provider, auth } = candidate;
    const { hasOwnClient = false } = accessOf(providers, provider);
    const isClientKnown = !hasOwnClient && (await clients.describe(provider)) !== null;
    const given = checkCredentials(auth as Exclude<AuthKind, 'oauth2'>, input, isClientKnown);
    const granted = await firstToken(candidate, auth, given, scopes);
    const credentials = granted ? withTokens(given, granted.tokens) : given;
    const facts = granted?.facts ?? {};
    const result = await tryOut({ ...candidate, facts }, credentials);
    requireSuccess(result);
    const fields: Partial<NewConnection> = {
      ...(granted && {
        ...tokenFields(granted.tokens, facts, credentials),
        // The site can always sign in again.
        isRenewable: true,
        scopesAsked: scopes,
      }),
      ...accountFields(result),
      lastTestedAt: now(),
    };
    const { firstCall } = granted ?? {};
    return { credentials, fields, account: result.account, ...(firstCall && { firstCall }) };
  };
}

export type SignIn = ReturnType<typeof createSignIn>;

/** @throws {errors.ApplicationError} `test-failed` */
export function requireSuccess(result: ProbeResult): void {
  if (result.isSuccessful) return;
  throw new errors.ApplicationError(result.message, { code: 'test-failed' });
}

/** What tokens change of a connection. */
export function tokenFields(
  tokens: TokenSet,
  facts: Record<string, string>,
  credentials: Credentials,
) {
  return {
    facts,
    expiresAt: tokens.expiresAt,
    tokenLifeMs: tokens.lifeMs,
    isRenewable: credentials.refreshToken !== undefined,
    scopesGranted: tokens.scopes,
  };
}

export function accountFields({ account }: ProbeResult) {
  return account ? { accountId: account.id, accountName: account.name } : {};
}
