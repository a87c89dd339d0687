import { type Account, forAccount } from '../../../../server/src/providers/account';
import type { AccountAccess } from '../../../../server/src/providers/account-access';
import {
  type AuthKind,
  type AuthMethod,
  methodFor,
} from '../../../../server/src/providers/auth-method';
import { createProviderRegistry } from '../../../../server/src/providers/registry';

export const registry = createProviderRegistry();

export const providersWithAccess = registry
  .list()
  .flatMap(({ id, access }) => (access ? [[id, access] as const] : []));

export function accessOf(id: string): AccountAccess {
  const access = registry.find(id)?.access;
  if (!access) throw new Error(`"${id}" has no access`);
  return access;
}

type MethodOf<Kind extends AuthKind> = Extract<AuthMethod, { kind: Kind }>;

export function methodOf<Kind extends AuthKind>(id: string, kind: Kind): MethodOf<Kind> {
  const method = accessOf(id).auth.find((each): each is MethodOf<Kind> => each.kind === kind);
  if (!method) throw new Error(`"${id}" has no ${kind}`);
  return method;
}

/** An account with settings as a form sends them. */
export function accountWith(
  id: string,
  settings: Record<string, unknown> = {},
  facts: Record<string, string> = {},
): Account {
  return { settings: accessOf(id).connectionSettings?.parse(settings) ?? {}, facts };
}

/** Every address that the credentials of an account are sent to. */
export function addressesOf(id: string, account: Account): string[] {
  const { auth, api } = accessOf(id);
  const ofClients = auth.flatMap((method) => {
    const adapted = methodFor(method, account);
    if (!('tokenUrl' in adapted)) return [];
    const { revoke } = adapted;
    const revokeUrls = revoke && 'url' in revoke ? [forAccount(revoke.url, account)] : [];
    const consent = adapted.kind === 'oauth2' ? [forAccount(adapted.authorizeUrl, account)] : [];
    return [...consent, forAccount(adapted.tokenUrl, account), ...revokeUrls];
  });
  return [...ofClients, forAccount(api.baseUrl, account)];
}
