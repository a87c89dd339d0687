import { tokenOf } from './http/credentials.mjs';

/**
 * Whether a request to a vendor's face carries a token: one that looks like the vendor's (the stand-in has no accounts
 * there that it could check), or one that Harbour has issued and that is alive.
 */
export function hasVendorToken(harbour, request, { schemes, looksRight }) {
  const token = tokenOf(request, schemes);
  return token !== null && (looksRight.test(token) || harbour.grants.findAccess(token) !== null);
}
