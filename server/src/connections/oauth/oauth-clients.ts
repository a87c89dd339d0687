import { randomUUID } from 'node:crypto';

import { errors } from '@strapi/utils';
import { z } from 'zod';

import type { PluginConfig } from '../../config';
import { storableText } from '../../input-parts';
import { invalidInput, validateInput } from '../../validate-input';
import type { OAuthClientInfo } from '../contracts';
import { OAUTH_CLIENT_UID } from '../uids';
import type { Vault } from '../vault/vault';
import type { OAuthClientStore } from './oauth-client-store';
import type { OAuthClient } from './token-requests';

export const scopesSchema = z.array(storableText.trim().min(1).max(300)).max(200);

const clientSchema = z.strictObject({
  clientId: storableText.trim().min(1).max(500),
  clientSecret: storableText.trim().min(1).max(2000).optional(),
  scopes: scopesSchema.nullable().optional(),
});

interface Dependencies {
  configured: PluginConfig['providers'];
  store: OAuthClientStore;
  vault: () => Vault;
  /** Whether the accounts at a service share an app of the site. */
  takesClient: (provider: string) => boolean;
}

/** The apps that the site has registered with services: of the configuration, or else entered in the panel. */
export function createOAuthClients({ configured, store, vault, takesClient }: Dependencies) {
  const placeOf = (documentId: string) => ({
    uid: OAUTH_CLIENT_UID,
    documentId,
    field: 'clientSecret',
  });
  const configuredOf = (provider: string) =>
    Object.hasOwn(configured, provider) ? configured[provider] : undefined;

  async function describe(provider: string): Promise<OAuthClientInfo | null> {
    const fromConfig = configuredOf(provider);
    if (fromConfig) {
      return {
        origin: 'config',
        clientId: fromConfig.clientId,
        scopes: fromConfig.scopes ?? null,
      };
    }
    const stored = await store.findOf(provider);
    return stored && { origin: 'panel', clientId: stored.clientId, scopes: stored.scopes };
  }

  function refuseConfigured(provider: string): void {
    if (!configuredOf(provider)) return;
    throw new errors.ApplicationError(
      'The client of this service stands in config/plugins.ts. Change it there.',
      { code: 'client-configured' },
    );
  }

  async function ofSite(provider: string): Promise<OAuthClient | null> {
    const fromConfig = configuredOf(provider);
    if (fromConfig) return fromConfig;
    const stored = await store.findOf(provider);
    if (!stored) return null;
    const clientSecret = vault().decrypt(stored.clientSecret, placeOf(stored.documentId));
    return { clientId: stored.clientId, clientSecret };
  }

  /**
   * The client of an account: its own, or else the site's. Null where there is neither.
   *
   * @throws {VaultError}
   */
  async function find(provider: string, own: OAuthClient | null): Promise<OAuthClient | null> {
    if (own) return own;
    // Elsewhere each connection may be to another service, which is not to get the secret of the site's app.
    return takesClient(provider) ? ofSite(provider) : null;
  }

  return {
    describe,
    find,

    /** @throws {errors.ApplicationError | VaultError} `client-missing` where there is neither */
    async require(provider: string, own: OAuthClient | null): Promise<OAuthClient> {
      const client = await find(provider, own);
      if (client) return client;
      throw new errors.ApplicationError(
        'There is no OAuth client for this service yet. Enter its client id and secret first.',
        { code: 'client-missing' },
      );
    },

    /**
     * Sets the client of a service. Without a secret, the one that is stored is kept.
     *
     * @throws {errors.ValidationError | errors.ApplicationError | VaultError}
     */
    async set(provider: string, input: unknown): Promise<void> {
      refuseConfigured(provider);
      if (!takesClient(provider)) {
        throw new errors.ApplicationError(
          'Accounts at this service are connected without an app that they share.',
          { code: 'client-unsupported' },
        );
      }
      const { clientId, clientSecret, scopes = null } = validateInput(clientSchema, input);
      const stored = await store.findOf(provider);
      if (clientSecret === undefined && stored?.clientId !== clientId) {
        throw invalidInput([
          { path: ['clientSecret'], message: 'Enter the secret of this client.' },
        ]);
      }
      const documentId = stored?.documentId ?? randomUUID().replaceAll('-', '').slice(0, 24);
      const secret =
        clientSecret === undefined
          ? {}
          : { clientSecret: vault().encrypt(clientSecret, placeOf(documentId)) };
      if (stored) await store.update(stored.id, { clientId, scopes, ...secret });
      else {
        await store.create({
          documentId,
          provider,
          clientId,
          scopes,
          clientSecret: secret.clientSecret ?? '',
        });
      }
    },

    async delete(provider: string): Promise<void> {
      refuseConfigured(provider);
      await store.deleteOf(provider);
    },
  };
}

export type OAuthClients = ReturnType<typeof createOAuthClients>;

/** The client that credentials bring themselves. */
export function ownClientOf({
  clientId,
  clientSecret,
}: {
  clientId?: string | undefined;
  clientSecret?: string | undefined;
}): OAuthClient | null {
  return clientId !== undefined && clientSecret !== undefined ? { clientId, clientSecret } : null;
}
