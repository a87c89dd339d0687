import type { githubConnector } from './github';
import type { googleConnector } from './google';
import type { salesforceConnector } from './salesforce';
import type { shopifyConnector } from './shopify';
import type { slackConnector } from './slack';
import type { stripeConnector } from './stripe';
import type { twilioConnector } from './twilio';

/** What the connector of each provider offers, by the provider's id. */
export interface Connectors {
  google: ReturnType<typeof googleConnector>;
  github: ReturnType<typeof githubConnector>;
  slack: ReturnType<typeof slackConnector>;
  salesforce: ReturnType<typeof salesforceConnector>;
  stripe: ReturnType<typeof stripeConnector>;
  shopify: ReturnType<typeof shopifyConnector>;
  twilio: ReturnType<typeof twilioConnector>;
}
