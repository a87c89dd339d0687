import { isDeepStrictEqual } from 'node:util';

import { parseUrl } from '../../parse-url';
import type { ProviderConnection, ProviderDefinition, ResourceDefinition } from '../contracts';

/** What goes by a description: accounts, and jobs that keep its records alike with entries. */
export interface Uses {
  connections: readonly ProviderConnection[];
  jobs: readonly { name: string; resource: string }[];
}

interface Refusal {
  path: string[];
  code: 'provider-address-fixed' | 'provider-auth-fixed' | 'resource-in-use';
  message: string;
}

/**
 * What of a change would break what goes by the description, or take credentials to where nobody has agreed that they go: a
 * key that was entered for one host is never sent to another. A connection that is disconnected has no credentials left.
 */
export function refusedChanges(
  before: ProviderDefinition,
  after: ProviderDefinition,
  { connections, jobs }: Uses,
): Refusal[] {
  const signedIn = connections.filter(({ status }) => status !== 'disconnected');
  const names = listOf(signedIn);
  const refusals: Refusal[] = [];
  if (signedIn.length > 0 && originOf(before) !== originOf(after)) {
    refusals.push({
      path: ['access', 'api', 'baseUrl'],
      code: 'provider-address-fixed',
      message: `The access of ${names} was entered for ${originOf(before)} and is sent nowhere else. Disconnect first, then change the address and reconnect.`,
    });
  }
  if (signedIn.length > 0 && !isDeepStrictEqual(before.access.auth, after.access.auth)) {
    refusals.push({
      path: ['access', 'auth'],
      code: 'provider-auth-fixed',
      message: `The way to sign in stays while ${names} is connected. Disconnect first, then change it and reconnect.`,
    });
  }
  return [...refusals, ...before.resources.flatMap((resource) => refusedOf(resource, after, jobs))];
}

function refusedOf(
  before: ResourceDefinition,
  { resources }: ProviderDefinition,
  jobs: Uses['jobs'],
): Refusal[] {
  const users = jobs.filter(({ resource }) => resource === before.id);
  const at = resources.findIndex(({ id }) => id === before.id);
  const after = resources[at];
  if (users.length === 0 || after?.idPath === before.idPath) return [];
  const names = listOf(users);
  const code = 'resource-in-use';
  return after
    ? [
        {
          path: ['resources', String(at), 'idPath'],
          code,
          message: `${names} knows the records by "${before.idPath}". Delete that sync first, or describe other records.`,
        },
      ]
    : [
        {
          path: ['resources'],
          code,
          message: `"${before.name}" cannot be removed: ${names} needs it. Delete that sync first.`,
        },
      ];
}

/** `https://api.example.com:8443` */
const originOf = ({ access }: ProviderDefinition): string =>
  parseUrl(access.api.baseUrl)?.origin ?? access.api.baseUrl;

/** The first three by name. */
export const listOf = (named: readonly { name: string }[]): string =>
  named
    .slice(0, 3)
    .map(({ name }) => `"${name}"`)
    .join(', ') + (named.length > 3 ? ', …' : '');
