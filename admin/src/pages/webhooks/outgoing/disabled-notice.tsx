import { Button } from '@strapi/design-system';

import type { Endpoint } from '../../../api/outgoing-contracts';
import { useUpdateIntegrationEndpointMutation } from '../../../api/endpoints';
import { Notice } from '../../../components/notice';
import { useExactTime } from '../../../components/relative-time';
import { useRun } from '../../../hooks/use-run';
import { useText } from '../../../hooks/use-text';
import { nameOf } from './endpoint-name';
import { useSwitchQuestion } from './use-switch-question';

type DisabledEndpoint = Endpoint & {
  disabledReason: NonNullable<Endpoint['disabledReason']>;
};

/** Whether an endpoint was turned off automatically, and not by an administrator. */
export const isDisabled = <E extends Endpoint>(endpoint: E): endpoint is E & DisabledEndpoint =>
  !endpoint.isActive && endpoint.disabledReason !== null;

interface DisabledNoticeProps {
  endpoint: DisabledEndpoint;
  canTurnOn: boolean;
  /** In a list the notice names its endpoint; on the endpoint's own page that would be said twice. */
  isNamed?: boolean;
}

/** Says that an endpoint was turned off automatically, why, and offers to turn it on again. */
export const DisabledNotice = ({ endpoint, canTurnOn, isNamed = false }: DisabledNoticeProps) => {
  const t = useText();
  const run = useRun();
  const exact = useExactTime();
  const [update, { isLoading }] = useUpdateIntegrationEndpointMutation();
  const { askToTurnOn, isCounting, question } = useSwitchQuestion();
  const { disabledReason, disabledAt, id } = endpoint;
  const when = disabledAt ? exact(disabledAt) : '';
  const turnOn = () => run(update({ id, changes: { isActive: true } }), t('endpoint.turned-on'));
  return (
    <Notice
      variant="danger"
      title={
        isNamed
          ? t('endpoint.disabled.title-named', { name: nameOf(endpoint) })
          : t('endpoint.disabled.title')
      }
      action={
        canTurnOn && (
          <>
            <Button
              variant="secondary"
              loading={isCounting || isLoading}
              onClick={() => askToTurnOn(endpoint, turnOn)}
            >
              {t('endpoint.turn-on')}
            </Button>
            {question}
          </>
        )
      }
    >
      {t(`endpoint.disabled.${disabledReason}`, { when })}
    </Notice>
  );
};
