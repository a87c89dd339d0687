import { basicAuthorization } from '../../basic-authorization';
import type { Authorization } from '../../http/client/authorization';
import { forAccount } from '../../providers/account';
import type { AuthMethod } from '../../providers/auth-method';
import type { ConnectionRecord } from './connection-record';
import type { Credentials } from './credentials';

/**
 * What a call is signed with; null where the connection has nothing to sign with.
 *
 * @param credentials of the connection, in clear
 */
export function authorizationOf(
  method: AuthMethod,
  connection: Pick<ConnectionRecord, 'settings' | 'facts' | 'tokenVersion'>,
  credentials: Credentials,
): Authorization | null {
  const { tokenVersion: version } = connection;
  switch (method.kind) {
    case 'oauth2':
    case 'client-credentials': {
      const { accessToken } = credentials;
      if (!accessToken) return null;
      const { name, prefix } = method.tokenHeader ?? { name: 'authorization', prefix: 'Bearer ' };
      const headers = { [name.toLowerCase()]: `${prefix ?? ''}${accessToken}` };
      return { headers, query: {}, token: accessToken, secrets: secretsOf(credentials), version };
    }
    case 'bearer': {
      const { key } = credentials;
      if (!key) return null;
      return { ...signedBy(key), headers: { authorization: `Bearer ${key}` }, version };
    }
    case 'api-key': {
      const { key } = credentials;
      if (!key) return null;
      const name = forAccount(method.name, connection);
      if (method.in === 'query') return { ...signedBy(key), query: { [name]: key }, version };
      const prefix = forAccount(method.prefix ?? '', connection);
      return { ...signedBy(key), headers: { [name.toLowerCase()]: prefix + key }, version };
    }
    case 'basic': {
      const { username, password } = credentials;
      if (username === undefined || password === undefined) return null;
      const authorization = basicAuthorization(username, password);
      return {
        headers: { authorization },
        query: {},
        token: null,
        secrets: [authorization, password],
        version,
      };
    }
  }
}

const signedBy = (key: string) => ({ headers: {}, query: {}, token: key, secrets: [key] });

/** Everything of the credentials that nobody is to read. */
export function secretsOf(credentials: Credentials): string[] {
  const { key, password, clientSecret, accessToken, refreshToken } = credentials;
  return [key, password, clientSecret, accessToken, refreshToken].filter(
    (secret): secret is string => secret !== undefined && secret !== '',
  );
}
