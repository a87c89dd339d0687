import { apiKey } from './api-key';
import { basicAuth } from './basic-auth';
import { bearerToken } from './bearer-token';
import { genericHmac } from './generic-hmac';
import { genericOAuth2 } from './generic-oauth2';
import { github } from './github';
import { google } from './google';
import { defineProvider, type Provider, type ProviderSettings } from './provider';
import type { Resource } from './resources/resource';
import { type RestResource, restResource } from './resources/rest-resource';
import { salesforce } from './salesforce';
import { shopify } from './shopify';
import { slack } from './slack';
import { standardWebhooks } from './standard-webhooks';
import { staticToken } from './static-token';
import { stripe } from './stripe';
import { twilio } from './twilio';

const OUR_OWN: readonly Provider[] = [
  stripe,
  github,
  shopify,
  twilio,
  slack,
  salesforce,
  google,
  standardWebhooks,
  genericHmac,
  staticToken,
  basicAuth,
  genericOAuth2,
  apiKey,
  bearerToken,
];

/** A provider whose resources may be described as data. */
export type RegisteredProvider<Settings extends ProviderSettings = ProviderSettings> = Omit<
  Provider<Settings>,
  'resources'
> & { resources?: readonly (Resource | RestResource)[] };

const asResource = (resource: Resource | RestResource): Resource =>
  typeof resource.list === 'function'
    ? (resource as Resource)
    : restResource(resource as RestResource);

/** What the ids of providers begin with that are described in the panel, so that no other provider can have one. */
export const CUSTOM_PREFIX = 'custom-';

/** Finds a provider. */
export type ProviderLookup = Pick<ProviderRegistry, 'find'>;

/**
 * The services that this site knows how to talk to: ours, those that its own code registers, and those that administrators
 * describe in the panel.
 */
export function createProviderRegistry() {
  const providers = new Map(OUR_OWN.map((provider) => [provider.id, provider]));
  let custom: ReadonlyMap<string, Provider> = new Map();

  return {
    /**
     * Adds a provider of the site's own code; call it in `register` of `src/index.ts`. Its resources may stand there as data.
     *
     * @throws {TypeError} for what is no provider, see `defineProvider`, and for an id of those in the panel
     * @throws {Error} for an id that is taken
     */
    register<Settings extends ProviderSettings>({
      resources,
      ...provider
    }: RegisteredProvider<Settings>): void {
      const defined = defineProvider({
        ...provider,
        ...(resources && { resources: resources.map(asResource) }),
      });
      const { id } = defined;
      if (id.startsWith(CUSTOM_PREFIX)) {
        throw new TypeError(
          `"${id}" is no id for a provider in code: "${CUSTOM_PREFIX}" is for those of the panel.`,
        );
      }
      if (providers.has(id)) throw new Error(`There is a provider "${id}" already.`);
      providers.set(id, defined);
    },

    /** Puts these in the place of all that were described in the panel. */
    setCustom(described: readonly Provider[]): void {
      custom = new Map(described.map((provider) => [provider.id, provider]));
    },

    find: (id: string): Provider | undefined => providers.get(id) ?? custom.get(id),

    /** In the order in which they are offered. */
    list: (): Provider[] => [...providers.values(), ...custom.values()],
  };
}

export type ProviderRegistry = ReturnType<typeof createProviderRegistry>;
