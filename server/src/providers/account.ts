import type { ProviderSettings } from './provider';

/** An account at a service, as far as its provider needs to know it to build an address or a header. */
export interface Account {
  /** Already parsed by `connectionSettings`; empty for a provider without one. */
  settings: Readonly<ProviderSettings>;
  /** What the service told when it gave out the tokens and `facts` kept: the host of the account's API, say. */
  facts: Readonly<Record<string, string>>;
}

/** The same for every account, or made for each. */
export type PerAccount<T> = T | ((account: Account) => T);

/** Reads what is the same for every account, or makes it for one. */
export function forAccount<T extends string | Record<string, string>>(
  value: PerAccount<T>,
  account: Account,
): T {
  return typeof value === 'function' ? value(account) : value;
}
