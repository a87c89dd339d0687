import type { Strapi } from '../../feature';

/** Who made a change. Names only: nothing here lets a receiver contact or impersonate anybody. */
export interface Actor {
  kind: 'admin' | 'api-token' | 'user' | 'system';
  id: number | string | null;
  name: string | null;
}

const SYSTEM: Actor = { kind: 'system', id: null, name: null };

interface Credentials {
  id?: number | string;
  name?: string;
  username?: string;
  firstname?: string;
  lastname?: string;
}

/** The caller of the current request, or the system outside of any request. */
export function currentActor(strapi: Strapi): Actor {
  const context = strapi.requestContext.get();
  const auth: { strategy?: { name?: string }; credentials?: Credentials } | undefined =
    context?.state?.auth;
  const { credentials } = auth ?? {};
  if (!credentials) return SYSTEM;

  const id = credentials.id ?? null;
  const strategy = auth?.strategy?.name ?? '';
  if (strategy === 'admin') {
    const name = [credentials.firstname, credentials.lastname].filter(Boolean).join(' ');
    return { kind: 'admin', id, name: name || (credentials.username ?? null) };
  }
  if (strategy.includes('token')) return { kind: 'api-token', id, name: credentials.name ?? null };
  return { kind: 'user', id, name: credentials.username ?? null };
}
