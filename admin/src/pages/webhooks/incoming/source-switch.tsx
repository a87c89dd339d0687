import { Switch } from '@strapi/design-system';

import type { Source } from '../../../api/incoming-contracts';
import { useUpdateIntegrationSourceMutation } from '../../../api/sources';
import { StatusBadge } from '../../../components/status-badge';
import { useRights } from '../../../hooks/use-rights';
import { useRun } from '../../../hooks/use-run';
import { useText } from '../../../hooks/use-text';

/** Whether a source accepts events; for those who may, turns it on and off, and back again if the server refuses. */
export const SourceSwitch = ({ source }: { source: Source }) => {
  const t = useText();
  const run = useRun();
  const { canWriteSources } = useRights();
  const [update] = useUpdateIntegrationSourceMutation();
  if (!canWriteSources) {
    return (
      <StatusBadge variant={source.isActive ? 'success' : 'neutral'}>
        {t(source.isActive ? 'endpoint.on' : 'endpoint.off')}
      </StatusBadge>
    );
  }
  return (
    <Switch
      checked={source.isActive}
      onCheckedChange={(isActive) => run(update({ id: source.id, changes: { isActive } }))}
      aria-label={t('endpoint.switch', { name: source.name })}
      onLabel={t('endpoint.on')}
      offLabel={t('endpoint.off')}
      visibleLabels
    />
  );
};
