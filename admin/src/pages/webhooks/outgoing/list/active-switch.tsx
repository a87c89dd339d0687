import { Switch } from '@strapi/design-system';

import type { Endpoint } from '../../../../api/outgoing-contracts';
import { useUpdateIntegrationEndpointMutation } from '../../../../api/endpoints';
import { useRun } from '../../../../hooks/use-run';
import { useText } from '../../../../hooks/use-text';
import { nameOf } from '../endpoint-name';

/** Turns an endpoint on and off. It moves at once and back again if the server refuses. */
export const ActiveSwitch = ({ endpoint }: { endpoint: Endpoint }) => {
  const t = useText();
  const run = useRun();
  const [update] = useUpdateIntegrationEndpointMutation();
  return (
    <Switch
      checked={endpoint.isActive}
      onCheckedChange={(isActive) => run(update({ id: endpoint.id, changes: { isActive } }))}
      aria-label={t('endpoint.switch', { name: nameOf(endpoint) })}
      onLabel={t('endpoint.on')}
      offLabel={t('endpoint.off')}
      visibleLabels
    />
  );
};
