import { accountRoutes } from './api/account-routes.mjs';
import { bearerOf } from './api/bearer.mjs';
import { gated } from './api/gate.mjs';
import { hostileRoutes } from './api/hostile-routes.mjs';
import { keyHolderOf } from './api/key.mjs';
import { harbourFace } from './api/problems.mjs';
import { productRoutes } from './api/product-routes.mjs';
import { createControl } from './control/control.mjs';
import { controlRoutes } from './control/control-routes.mjs';
import { githubRoutes } from './github/routes.mjs';
import { createHarbour } from './harbour.mjs';
import { createRouter, under } from './http/router.mjs';
import { serve } from './http/serve.mjs';
import { oauthRoutes } from './oauth/routes.mjs';
import { salesforceRoutes } from './salesforce/routes.mjs';
import { stripeRoutes } from './stripe/routes.mjs';

/**
 * Starts Harbour on loopback: the service of the demo, which stands in for those that Strapi connects to.
 *
 * @param port 0, the default, takes a free one
 * @param modes those that differ from `NORMAL_MODES`
 * @param now milliseconds since 1970; by default the clock of the machine
 * @param log one line of text, never with a secret
 * @returns `{ url, close(), control }`; `control` is what `createControl` gives
 * @throws what `listen` says, e.g. with the code EADDRINUSE
 */
export async function startStandIn({ port = 0, modes, now, log = () => undefined } = {}) {
  const harbour = createHarbour({ modes, now, log });
  const control = createControl(harbour);
  const server = await serve(createRouter(routesOf(harbour, control)), { port, log });
  harbour.url = server.url;
  return { ...server, control };
}

function routesOf(harbour, control) {
  const salesforce = salesforceRoutes(harbour);
  const stripe = stripeRoutes(harbour);
  return {
    ...controlRoutes(harbour, control),
    ...oauthRoutes(harbour),
    ...gated(harbour, harbourFace(harbour), {
      ...accountRoutes(harbour),
      ...productRoutes(harbour, '/api', bearerOf),
      // For services that are signed in to with a key.
      ...productRoutes(harbour, '/keyed', keyHolderOf),
      ...hostileRoutes(harbour),
    }),
    ...under('/github', githubRoutes(harbour)),
    ...under('/stripe', stripe),
    ...under('/salesforce', salesforce),
    // Stripe's library takes a host without a path, and Salesforce names its next page from the root.
    ...stripe,
    ...salesforce,
  };
}
