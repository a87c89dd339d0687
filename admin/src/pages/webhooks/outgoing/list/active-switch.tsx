import { Switch } from '@strapi/design-system';

import type { Endpoint } from '../../../../api/outgoing-contracts';
import { useUpdateIntegrationEndpointMutation } from '../../../../api/endpoints';
import { useRun } from '../../../../hooks/use-run';
import { useText } from '../../../../hooks/use-text';
import { nameOf } from '../endpoint-name';
import { useSwitchQuestion } from '../use-switch-question';

/**
 * Turns an endpoint on and off, and asks first. It moves at once then, and back again if the server refuses.
 */
export const ActiveSwitch = ({ endpoint }: { endpoint: Endpoint }) => {
  const t = useText();
  const run = useRun();
  const [update] = useUpdateIntegrationEndpointMutation();
  const { askToTurnOn, askToTurnOff, question } = useSwitchQuestion();
  const turn = (isActive: boolean) => run(update({ id: endpoint.id, changes: { isActive } }));
  return (
    <>
      <Switch
        checked={endpoint.isActive}
        onCheckedChange={(isActive) =>
          (isActive ? askToTurnOn : askToTurnOff)(endpoint, () => turn(isActive))
        }
        aria-label={t('endpoint.switch', { name: nameOf(endpoint) })}
        onLabel={t('endpoint.on')}
        offLabel={t('endpoint.off')}
        visibleLabels
      />
      {question}
    </>
  );
};
