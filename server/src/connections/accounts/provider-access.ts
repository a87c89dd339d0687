import { z } from 'zod';

import { unreadable } from '../../input-parts';
import type { Account } from '../../providers/account';
import type { AccountAccess } from '../../providers/account-access';
import {
  type AuthKind,
  type AuthMethod,
  type ClientCredentialsMethod,
  methodFor,
  type OAuthMethod,
} from '../../providers/auth-method';
import type { ProviderSettings } from '../../providers/provider';
import type { ProviderLookup } from '../../providers/registry';
import { hasStorableTexts } from '../../storable-texts';
import { invalidInput, problemsOf } from '../../validate-input';

/**
 * What a provider says of accounts at its service.
 *
 * @throws {errors.ValidationError} for one that is not registered, or cannot be connected to
 */
export function accessOf(providers: ProviderLookup, id: string): AccountAccess {
  const access = providers.find(id)?.access;
  if (access) return access;
  throw invalidInput([
    { path: ['provider'], message: `There is no service "${id}" to connect to.` },
  ]);
}

/** What people call a service; its id where it is not registered any more. */
export function serviceName(providers: ProviderLookup, id: string): string {
  return providers.find(id)?.name ?? id;
}

type MethodOf<Kind extends AuthKind> = Extract<AuthMethod, { kind: Kind }>;

/** @throws {errors.ValidationError} where the service has no such way to sign in */
export function methodOf<Kind extends AuthKind>(access: AccountAccess, kind: Kind): MethodOf<Kind> {
  const method = access.auth.find((candidate) => candidate.kind === kind);
  if (method) return method as MethodOf<Kind>;
  throw invalidInput([
    { path: ['auth'], message: 'This service cannot be signed in to in this way.' },
  ]);
}

/** How a connection signs in: its provider's method, with what is different for this account in its place. */
export function methodOfConnection(
  providers: ProviderLookup,
  connection: Account & { provider: string; auth: AuthKind },
): AuthMethod {
  return methodFor(methodOf(accessOf(providers, connection.provider), connection.auth), connection);
}

/** A way to sign in by which tokens are given out. */
export type TokenMethod = OAuthMethod | ClientCredentialsMethod;

export function isTokenMethod(method: AuthMethod): method is TokenMethod {
  return method.kind === 'oauth2' || method.kind === 'client-credentials';
}

/**
 * Settings as the provider reads them, with its defaults filled in.
 *
 * @throws {errors.ValidationError} naming the wrong ones, under `settings`
 */
export function parseConnectionSettings(access: AccountAccess, input: unknown): ProviderSettings {
  const result = (access.connectionSettings ?? z.strictObject({})).safeParse(input ?? {});
  if (!result.success) {
    throw invalidInput(problemsOf(result.error, ['settings']), 'invalid-input');
  }
  const settings: ProviderSettings = result.data;
  if (!hasStorableTexts(settings)) {
    const { message, params } = unreadable;
    throw invalidInput([{ path: ['settings'], message, code: params.code }], 'invalid-input');
  }
  return settings;
}
