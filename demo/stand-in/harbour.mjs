import { createProducts } from './api/products.mjs';
import { createRateLimit } from './api/rate-limit.mjs';
import { newCounters } from './counters.mjs';
import { createGitHub } from './github/repository.mjs';
import { createIdempotency } from './http/idempotency.mjs';
import { changedModes, NORMAL_MODES } from './modes.mjs';
import { createAuthorizations } from './oauth/authorizations.mjs';
import { createGrants } from './oauth/grants.mjs';
import { createSalesforce } from './salesforce/objects.mjs';
import { createStripe } from './stripe/account.mjs';

/**
 * All that the stand-in knows, in memory. Routes get it and reach into it; nothing is global, so that a process can have
 * several.
 *
 * @param modes those that differ from the normal ones, also after a reset
 * @param now milliseconds since 1970
 * @param log one line of text; it is never given a secret
 */
export function createHarbour({ modes = {}, now = Date.now, log = () => undefined } = {}) {
  const initialModes = changedModes(NORMAL_MODES, modes);
  const harbour = { now, log, url: '' };

  /** Forgets everything: grants, records, modes, counters. */
  harbour.reset = () => {
    harbour.modes = initialModes;
    harbour.counters = newCounters();
    harbour.authorizations = createAuthorizations(harbour);
    harbour.grants = createGrants(harbour);
    harbour.idempotency = createIdempotency();
    harbour.rateLimit = createRateLimit(now);
    harbour.products = createProducts(now);
    harbour.stripe = createStripe(now);
    harbour.github = createGitHub(now);
    harbour.salesforce = createSalesforce(now);
  };
  harbour.changeModes = (changes) => {
    harbour.modes = changedModes(harbour.modes, changes);
    if (!('rateLimit' in changes)) return;
    // A new limit begins with a new window.
    harbour.rateLimit = createRateLimit(now);
    harbour.github.rateLimit = createRateLimit(now);
  };

  harbour.reset();
  return harbour;
}
