import { Flex, Typography } from '@strapi/design-system';

import type { ConnectionScopes } from '../../../api/connection-contracts';
import { EmptyState } from '../../../components/empty-state';
import { Panel } from '../../../components/panel';
import { StatusBadge, type StatusVariant } from '../../../components/status-badge';
import { useText } from '../../../hooks/use-text';
import { scopeRows, type ScopeRow } from './scope-rows';

const VARIANTS: Record<ScopeRow['state'], StatusVariant> = {
  granted: 'success',
  missing: 'danger',
  unknown: 'neutral',
  extra: 'primary',
};

/** The permissions that were asked for, and which of them the service gave. */
export const ScopePanel = ({ scopes }: { scopes: ConnectionScopes }) => {
  const t = useText();
  const rows = scopeRows(scopes);
  return (
    <Panel
      title={t('connections.form.scopes')}
      description={t(
        scopes.missing.length > 0 ? 'connections.scopes.missing-text' : 'connections.scopes.text',
      )}
    >
      {rows.length > 0 ? (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
          {rows.map(({ scope, state }) => (
            <Flex key={scope} tag="li" justifyContent="space-between" gap={4} wrap="wrap">
              <Typography textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
                {scope}
              </Typography>
              <StatusBadge variant={VARIANTS[state]}>{t(`connections.scope.${state}`)}</StatusBadge>
            </Flex>
          ))}
        </Flex>
      ) : (
        <EmptyState>{t('connections.scopes.none')}</EmptyState>
      )}
    </Panel>
  );
};
