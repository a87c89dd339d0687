import type { ConnectionScopes } from '../../../api/connection-contracts';

export interface ScopeRow {
  scope: string;
  /** `unknown` where the service did not tell; `extra` was granted without having been asked for. */
  state: 'granted' | 'missing' | 'unknown' | 'extra';
}

/** Every scope of a connection and what became of it, the missing ones first. */
export const scopeRows = ({ asked, granted, missing }: ConnectionScopes): ScopeRow[] => {
  const stateOf = (scope: string): ScopeRow['state'] => {
    if (missing.includes(scope)) return 'missing';
    return granted === null ? 'unknown' : 'granted';
  };
  const rows = asked.map((scope): ScopeRow => ({ scope, state: stateOf(scope) }));
  const extra = (granted ?? [])
    .filter((scope) => !asked.includes(scope))
    .map((scope): ScopeRow => ({ scope, state: 'extra' }));
  const isMissing = ({ state }: ScopeRow) => state === 'missing';
  return [...rows.filter(isMissing), ...rows.filter((row) => !isMissing(row)), ...extra];
};
