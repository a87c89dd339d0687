import type { AuthDefinition } from '../../../api/builder-contracts';
import type { AuthKind } from '../../../api/connection-contracts';

/** How accounts sign in, as it is edited; what a way has no use for keeps what was entered for another. */
export interface AuthForm {
  kind: AuthKind;
  in: 'header' | 'query';
  /** Of the header or the parameter. */
  keyName: string;
  prefix: string;
  authorizeUrl: string;
  tokenUrl: string;
  revokeUrl: string;
  scopes: string[];
  scopeSeparator: ' ' | ',';
  clientAuthentication: 'body' | 'basic';
  usesPkce: boolean;
}

// As a record, so that none can be forgotten; in the order in which they are offered.
const KINDS: Record<AuthKind, true> = {
  'api-key': true,
  bearer: true,
  basic: true,
  oauth2: true,
  'client-credentials': true,
};
export const AUTH_KINDS = Object.keys(KINDS) as AuthKind[];

export const EMPTY_AUTH: AuthForm = {
  kind: 'api-key',
  in: 'header',
  keyName: 'X-API-Key',
  prefix: '',
  authorizeUrl: '',
  tokenUrl: '',
  revokeUrl: '',
  scopes: [],
  scopeSeparator: ' ',
  clientAuthentication: 'body',
  usesPkce: true,
};

/** Whether the service gives out tokens, for which it has an address. */
export const hasTokens = (kind: AuthKind): kind is 'oauth2' | 'client-credentials' =>
  kind === 'oauth2' || kind === 'client-credentials';

export const toAuthForm = (auth: AuthDefinition): AuthForm => {
  const form = { ...EMPTY_AUTH, kind: auth.kind };
  if (auth.kind === 'api-key') {
    return { ...form, in: auth.in, keyName: auth.name, prefix: auth.prefix ?? '' };
  }
  if (auth.kind === 'bearer' || auth.kind === 'basic') return form;
  return {
    ...form,
    tokenUrl: auth.tokenUrl,
    revokeUrl: auth.revoke?.url ?? '',
    scopes: auth.scopes,
    scopeSeparator: auth.scopeSeparator ?? form.scopeSeparator,
    clientAuthentication: auth.clientAuthentication ?? form.clientAuthentication,
    ...(auth.kind === 'oauth2' && {
      authorizeUrl: auth.authorizeUrl,
      usesPkce: auth.usesPkce ?? form.usesPkce,
    }),
  };
};

/** What is stored: what is as usual is left out. */
export const toAuth = (form: AuthForm): AuthDefinition => {
  const { kind } = form;
  if (kind === 'bearer' || kind === 'basic') return { kind };
  if (kind === 'api-key') {
    const isInHeader = form.in === 'header';
    return {
      kind,
      in: form.in,
      name: form.keyName.trim(),
      ...(isInHeader && form.prefix !== '' && { prefix: form.prefix }),
    };
  }
  const client = {
    tokenUrl: form.tokenUrl.trim(),
    ...(form.revokeUrl.trim() !== '' && { revoke: { url: form.revokeUrl.trim() } }),
    scopes: form.scopes,
    ...(form.scopeSeparator === ',' && { scopeSeparator: form.scopeSeparator }),
    ...(form.clientAuthentication === 'basic' && {
      clientAuthentication: form.clientAuthentication,
    }),
  };
  if (kind === 'client-credentials') return { kind, ...client };
  return {
    kind,
    authorizeUrl: form.authorizeUrl.trim(),
    ...(!form.usesPkce && { usesPkce: false }),
    ...client,
  };
};
