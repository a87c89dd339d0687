import { createProducts } from '../api/products.mjs';
import { SCOPES } from '../oauth/scopes.mjs';

/** What tests and the page of the stand-in can do with it from outside of its API. */
export const createControl = (harbour) => ({
  /** Changes some modes; the others stay. Throws what is wrong with them. */
  setModes(changes) {
    harbour.changeModes(changes);
    return harbour.modes;
  },

  /** Modes, counters, grants (without tokens) and what the vendors' faces have noticed. */
  state: () => ({
    url: harbour.url,
    modes: harbour.modes,
    counters: harbour.counters,
    grants: harbour.grants.list(),
    stripeVersions: [...harbour.stripe.versions],
  }),

  /** Takes back every grant, as a person does in the settings of a service. Returns how many there were. */
  revokeAllGrants() {
    const count = harbour.grants.revokeAll();
    harbour.log(`the person has taken back ${count} grants`);
    return count;
  },

  /** Tokens without the consent page, for tests that are about something else. Throws for an unknown scope. */
  issueTokens({ scopes = Object.keys(SCOPES), clientId = 'integration-builder-demo' } = {}) {
    const unknown = scopes.find((scope) => !Object.hasOwn(SCOPES, scope));
    if (unknown !== undefined) throw new Error(`There is no scope "${unknown}".`);
    return harbour.grants.begin({ clientId, scopes, account: harbour.modes.account }).tokens;
  },

  /** As after an accident in the warehouse. */
  removeAllProducts() {
    harbour.products = createProducts(harbour.now, 0);
    harbour.log('the shelves were emptied');
  },

  /** The 120 that there were at the start. */
  restockProducts() {
    harbour.products = createProducts(harbour.now);
    harbour.log('the shelves were filled again');
  },

  reset: () => harbour.reset(),
});
