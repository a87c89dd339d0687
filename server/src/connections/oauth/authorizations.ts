import { timingSafeEqual } from 'node:crypto';

import { errors } from '@strapi/utils';

import type { CallRecord } from '../../http/client/call-record';
import { forAccount } from '../../providers/account';
import type { ProviderSettings } from '../../providers/provider';
import type { ProviderRegistry } from '../../providers/registry';
import { invalidInput, validateInput } from '../../validate-input';
import { authorizationSchema, completionSchema } from '../accounts/connection-input';
import type { ConnectionRecord } from '../accounts/connection-record';
import {
  accessOf,
  methodOfConnection,
  parseConnectionSettings,
  type TokenMethod,
} from '../accounts/provider-access';
import { parseUrl } from '../../parse-url';
import { PLUGIN_UID } from '../../plugin-id';
import type { Vault } from '../vault/vault';
import { VaultError } from '../vault/vault-error';
import type { AuthorizationStore } from './authorization-store';
import { authorizeAddress } from './authorize-address';
import { type OAuthClients, ownClientOf } from './oauth-clients';
import { digestOf, randomToken } from './pkce';
import type { OAuthClient, TokenRequests } from './token-requests';
import type { TokenSet } from './token-set';

/** What an authorization is about, from its beginning to its end. Encrypted in between. */
export interface AuthorizationRequest {
  provider: string;
  connectionId: number | null;
  name: string | null;
  settings: ProviderSettings;
  scopes: string[];
  verifier: string | null;
  redirectUri: string;
  /** The connection's own OAuth client, where it has one. */
  ownClient: OAuthClient | null;
  /** The addresses that the secret of the client, the code and the tokens are meant for, and go to alone. */
  meantFor: string;
  answer: { code: string } | { error: string; description: string | null } | null;
}

/** The parameters of the service's return, by the names of RFC 6749 (4.1.2) and the service's own. */
export type ReturnParameters = Readonly<Record<string, string>>;

/** Why a return led to nothing; the panel has words for it. */
export type ReturnProblem =
  'state-unknown' | 'state-expired' | 'other-browser' | 'wrong-issuer' | 'invalid-answer';

/** What an authorization has brought. */
export interface Granted {
  request: AuthorizationRequest;
  tokens: TokenSet;
  facts: Record<string, string>;
  /** See `TokenOutcome`. */
  firstCall?: CallRecord;
}

interface Dependencies {
  store: AuthorizationStore;
  clients: OAuthClients;
  requests: TokenRequests;
  providers: ProviderRegistry;
  vault: () => Vault;
  /** @throws {errors.NotFoundError} */
  findConnection: (id: number) => Promise<ConnectionRecord>;
  /** The client of a connection that has one of its own. */
  savedClientOf: (connection: ConnectionRecord) => OAuthClient | null;
  redirectUri: () => string;
  lifeMs: number;
}

const LONGEST_ANSWER = 4_000;

/**
 * The authorization code grant (RFC 6749, 4.1; RFC 7636; RFC 9700), in three steps. An administrator begins one in the panel;
 * the service sends his browser back with a code; the panel, where he is signed in, finishes it. The state is random, used
 * once and ends after minutes. It is bound to the browser by a cookie, so that nobody can be made to finish what another one
 * began, and to the administrator, who alone can finish it. What lies in the database is digests and ciphertext.
 */
export function createAuthorizations(dependencies: Dependencies) {
  const { store, clients, requests, providers, vault, redirectUri, lifeMs } = dependencies;
  const placeOf = (stateDigest: string) => ({
    uid: `${PLUGIN_UID}.authorization`,
    documentId: stateDigest,
    field: 'request',
  });

  function seal(stateDigest: string, request: AuthorizationRequest): string {
    return vault().encrypt(JSON.stringify(request), placeOf(stateDigest));
  }

  function open({ stateDigest, request }: { stateDigest: string; request: string }) {
    return JSON.parse(vault().decrypt(request, placeOf(stateDigest))) as AuthorizationRequest;
  }

  const accountOf = ({ settings }: AuthorizationRequest) => ({ settings, facts: {} });

  function methodOf(request: AuthorizationRequest) {
    const method = methodOfConnection(providers, {
      ...accountOf(request),
      provider: request.provider,
      auth: 'oauth2',
    });
    return method as Extract<TokenMethod, { kind: 'oauth2' }>;
  }

  function addressesOf(request: AuthorizationRequest): string {
    const { api } = accessOf(providers, request.provider);
    const addresses = [methodOf(request).tokenUrl, api.baseUrl];
    return addresses.map((address) => forAccount(address, accountOf(request))).join(' ');
  }

  async function requestOf(input: unknown): Promise<AuthorizationRequest> {
    const { provider, connectionId, name, settings, scopes, credentials } = validateInput(
      authorizationSchema,
      input,
    );
    const access = accessOf(providers, provider);
    const existing =
      connectionId === undefined ? null : await dependencies.findConnection(connectionId);
    if (existing && (existing.provider !== provider || existing.auth !== 'oauth2')) {
      throw invalidInput([
        {
          path: ['connectionId'],
          message: 'This connection is to another service, or of another kind.',
        },
      ]);
    }
    const ownClient = access.hasOwnClient
      ? (ownClientOf(credentials ?? {}) ?? (existing && dependencies.savedClientOf(existing)))
      : null;
    if (access.hasOwnClient && !ownClient) {
      throw invalidInput(
        ['clientId', 'clientSecret'].map((field) => ({
          path: ['credentials', field],
          message: 'This is needed.',
        })),
      );
    }
    const request: AuthorizationRequest = {
      provider,
      connectionId: existing?.id ?? null,
      name: name ?? null,
      settings: existing ? existing.settings : parseConnectionSettings(access, settings),
      scopes: [],
      verifier: null,
      redirectUri: redirectUri(),
      ownClient,
      meantFor: '',
      answer: null,
    };
    request.meantFor = addressesOf(request);
    const method = methodOf(request);
    const known = existing?.scopesAsked ?? (await clients.describe(provider))?.scopes;
    request.scopes = scopes ?? known ?? method.scopes;
    request.verifier = method.usesPkce === false ? null : randomToken();
    return request;
  }

  return {
    /**
     * Begins an authorization.
     *
     * @param browser the random text of the administrator's cookie
     * @returns the address of the service's consent page
     * @throws {errors.ValidationError | errors.ApplicationError | VaultError}
     */
    async begin(
      input: unknown,
      { adminId, browser }: { adminId: number; browser: string },
    ): Promise<string> {
      const request = await requestOf(input);
      const { clientId } = await clients.require(request.provider, request.ownClient);
      const state = randomToken();
      const stateDigest = digestOf(state);
      await store.create(
        {
          stateDigest,
          browserDigest: digestOf(browser),
          adminId,
          request: seal(stateDigest, request),
        },
        lifeMs,
      );
      const { redirectUri: uri, scopes, verifier } = request;
      return authorizeAddress(methodOf(request), accountOf(request), {
        clientId,
        redirectUri: uri,
        scopes,
        state,
        verifier,
      });
    },

    /**
     * Takes in what the service's return brought, which is not acted on before the administrator finishes it.
     *
     * @returns a ticket for him to finish with, or why there is none
     */
    async receiveReturn(
      parameters: ReturnParameters,
      browser: string | undefined,
    ): Promise<{ ticket: string } | { problem: ReturnProblem }> {
      const { state, iss } = parameters;
      if (!state) return { problem: 'state-unknown' };
      const row = await store.findByState(digestOf(state));
      if (!row) return { problem: 'state-unknown' };
      if (row.isOver) return { problem: 'state-expired' };
      if (!browser || !isSameDigest(digestOf(browser), row.browserDigest)) {
        return { problem: 'other-browser' };
      }
      let request: AuthorizationRequest;
      try {
        request = open(row);
      } catch (failure) {
        if (failure instanceof VaultError) return { problem: 'state-expired' };
        throw failure;
      }
      if (!isExpectedIssuer(iss, request)) return { problem: 'wrong-issuer' };
      const answer = readAnswer(parameters);
      if (!answer) return { problem: 'invalid-answer' };
      if ('code' in answer && !(await isGenuine(parameters, request))) {
        return { problem: 'invalid-answer' };
      }

      const ticket = randomToken();
      const sealed = seal(row.stateDigest, { ...request, answer });
      const isFirst = await store.answer(row.id, digestOf(ticket), sealed);
      return isFirst ? { ticket } : { problem: 'state-unknown' };
    },

    /**
     * Finishes an authorization: changes the code into tokens.
     *
     * @throws {errors.ApplicationError} `authorization-expired`, `authorization-denied`, `token-request-failed`
     */
    async complete(input: unknown, adminId: number): Promise<Granted> {
      const { ticket } = validateInput(completionSchema, input);
      const row = await store.findByTicket(digestOf(ticket));
      // Another administrator's is as good as none, and stays his to finish.
      if (!row || row.isOver || row.adminId !== adminId || !(await store.take(row.id))) {
        throw new errors.ApplicationError(
          'This sign-in has ended or was finished before. Connect again.',
          { code: 'authorization-expired' },
        );
      }
      const request = open(row);
      const { answer } = request;
      if (!answer || 'error' in answer) {
        throw new errors.ApplicationError(denial(providers.find(request.provider)?.name, answer), {
          code: 'authorization-denied',
        });
      }
      if (addressesOf(request) !== request.meantFor) {
        throw new errors.ApplicationError(
          'The addresses of the service were changed meanwhile. Connect again.',
          { code: 'provider-changed' },
        );
      }
      const outcome = await requests.exchangeCode(
        methodOf(request),
        {
          ...accountOf(request),
          ...(request.connectionId !== null && { id: request.connectionId }),
        },
        await clients.require(request.provider, request.ownClient),
        { code: answer.code, redirectUri: request.redirectUri, verifier: request.verifier },
      );
      if (outcome.kind === 'tokens') {
        return { request, ...outcome };
      }
      throw new errors.ApplicationError(outcome.message, { code: 'token-request-failed' });
    },
  };

  function authorizeOrigin(request: AuthorizationRequest): string | undefined {
    return parseUrl(forAccount(methodOf(request).authorizeUrl, accountOf(request)))?.origin;
  }

  /** Whether the return is signed by the service, where the service signs it. */
  async function isGenuine(
    parameters: ReturnParameters,
    request: AuthorizationRequest,
  ): Promise<boolean> {
    const { verifyReturn } = methodOf(request);
    if (!verifyReturn) return true;
    // It may have been removed meanwhile; then there is nothing to finish the authorization with.
    const client = await clients.find(request.provider, request.ownClient);
    if (!client) return false;
    const { clientSecret } = client;
    return verifyReturn(parameters, { clientSecret, account: accountOf(request) });
  }

  /** An answer of another service than the one that was asked is a mix-up, or an attack by one (RFC 9207). */
  function isExpectedIssuer(iss: string | undefined, request: AuthorizationRequest): boolean {
    const { issuer, alwaysNamesIssuer = false } = methodOf(request);
    // Where the service's name is not known, it is at least at the address that the browser was sent to.
    if (issuer === undefined) {
      return iss === undefined || parseUrl(iss)?.origin === authorizeOrigin(request);
    }
    if (iss === undefined) return !alwaysNamesIssuer;
    return iss === forAccount(issuer, accountOf(request));
  }
}

export type Authorizations = ReturnType<typeof createAuthorizations>;

function isSameDigest(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

function readAnswer({
  code,
  error,
  error_description: said,
}: ReturnParameters): AuthorizationRequest['answer'] {
  if (error) {
    const description = said?.slice(0, LONGEST_ANSWER) ?? null;
    return { error: error.slice(0, LONGEST_ANSWER), description };
  }
  return code && code.length <= LONGEST_ANSWER ? { code } : null;
}

function denial(
  serviceName: string | undefined,
  answer: { error: string; description: string | null } | null,
): string {
  const name = serviceName ?? 'The service';
  if (answer?.error === 'access_denied' && !answer.description) {
    return `${name} was not allowed to connect: the request was declined on its page. Connect again to change that.`;
  }
  const said = (answer?.description ?? answer?.error ?? '').replace(/\s+/g, ' ').slice(0, 300);
  return `${name} did not agree: ${said}`;
}
