import * as React from 'react';

import type { Endpoint } from '../../../api/outgoing-contracts';
import { useLazyGetIntegrationEndpointImpactQuery } from '../../../api/endpoints';
import { ConfirmAction } from '../../../components/confirm-action';
import { useRun } from '../../../hooks/use-run';
import { useText } from '../../../hooks/use-text';
import { COUNT_LIMIT } from './count-limit';
import { nameOf } from './endpoint-name';

interface Asked {
  endpoint: Endpoint;
  /** Of what waits for an endpoint that is to be turned on; null for one that is to be turned off. */
  pendingCount: number | null;
  turn: () => Promise<unknown>;
}

/**
 * Asks before an endpoint is turned on, since that sends all that waits for it, unless nothing does; and before it is turned
 * off, since what happens meanwhile never reaches it.
 */
export const useSwitchQuestion = () => {
  const t = useText();
  const run = useRun();
  const [count, { isFetching }] = useLazyGetIntegrationEndpointImpactQuery();
  const [asked, setAsked] = React.useState<Asked>();

  const askToTurnOn = async (endpoint: Endpoint, turn: Asked['turn']) => {
    const impact = await run<{ pendingCount: number }>(
      count(endpoint.id).then(({ data, error }) => (data ? { data } : { error })),
    );
    if (impact?.pendingCount === 0) await turn();
    else if (impact) setAsked({ endpoint, ...impact, turn });
  };
  const askToTurnOff = (endpoint: Endpoint, turn: Asked['turn']) =>
    setAsked({ endpoint, pendingCount: null, turn });

  const impactOf = (pendingCount: number) =>
    pendingCount < COUNT_LIMIT
      ? t('endpoint.turn-on.impact', { count: pendingCount })
      : t('endpoint.turn-on.impact-many', { limit: COUNT_LIMIT });
  const kind = asked?.pendingCount === null ? 'turn-off' : 'turn-on';

  const question = asked && (
    <ConfirmAction
      isOpen
      title={t(`endpoint.${kind}.title`, { name: nameOf(asked.endpoint) })}
      confirmLabel={t(`endpoint.${kind}.confirm`)}
      onClose={() => setAsked(undefined)}
      onConfirm={asked.turn}
    >
      {asked.pendingCount === null ? t('endpoint.turn-off.impact') : impactOf(asked.pendingCount)}
    </ConfirmAction>
  );

  return { askToTurnOn, askToTurnOff, isCounting: isFetching, question };
};
