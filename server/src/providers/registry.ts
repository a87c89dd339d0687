import { apiKey } from './api-key';
import { basicAuth } from './basic-auth';
import { bearerToken } from './bearer-token';
import { genericHmac } from './generic-hmac';
import { genericOAuth2 } from './generic-oauth2';
import { github } from './github';
import { google } from './google';
import { defineProvider, type Provider, type ProviderSettings } from './provider';
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

/** The services that this site knows how to talk to: ours, and those that its own code registers. */
export function createProviderRegistry() {
  const providers = new Map(OUR_OWN.map((provider) => [provider.id, provider]));

  return {
    /**
     * Adds a provider of the site's own code; call it in `register` of `src/index.ts`.
     *
     * @throws {TypeError} for what is no provider, see `defineProvider`
     * @throws {Error} for an id that is taken
     */
    register<Settings extends ProviderSettings>(provider: Provider<Settings>): void {
      const defined = defineProvider(provider);
      const { id } = defined;
      if (providers.has(id)) throw new Error(`There is a provider "${id}" already.`);
      providers.set(id, defined);
    },

    find: (id: string): Provider | undefined => providers.get(id),

    /** In the order in which they are offered. */
    list: (): Provider[] => [...providers.values()],
  };
}

export type ProviderRegistry = ReturnType<typeof createProviderRegistry>;
