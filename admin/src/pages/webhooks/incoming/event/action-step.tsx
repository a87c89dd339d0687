import { Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';

import type {
  Action,
  ActionResult,
  BegunRun,
  TracedDelivery,
} from '../../../../api/incoming-contracts';
import { EntryLink } from '../../../../components/entry-link';
import { ForeignText } from '../../../../components/foreign-text';
import type { StatusVariant } from '../../../../components/status-badge';
import { useDuration } from '../../../../hooks/use-duration';
import { useRights } from '../../../../hooks/use-rights';
import { useText, type TextKey } from '../../../../hooks/use-text';
import en from '../../../../translations/en.json';
import { runAddress } from '../../../sync/addresses';
import { deliveryAddress } from '../../outgoing/addresses';
import { useActionWords } from '../actions/use-action-words';
import { useMappableTypes } from '../actions/use-mappable-types';
import { TimelineStep } from './timeline-step';

const VARIANTS: Record<ActionResult['state'], StatusVariant> = {
  succeeded: 'success',
  failed: 'danger',
  skipped: 'neutral',
};

const DeliveryLink = ({ delivery }: { delivery: TracedDelivery }) => {
  const t = useText();
  const { canReadDeliveries } = useRights();
  const words = (
    <>
      {t('incoming.event.delivery')} <ForeignText>{delivery.eventType}</ForeignText>
    </>
  );
  return canReadDeliveries ? (
    <Link tag={RouterLink} to={deliveryAddress(delivery.endpointId, delivery.id)}>
      {words}
    </Link>
  ) : (
    <Typography textColor="neutral800">{words}</Typography>
  );
};

const RunLink = ({ run }: { run: BegunRun }) => {
  const t = useText();
  const { canReadSync } = useRights();
  const words = t('incoming.event.run', { id: run.id, state: t(`sync.run.state.${run.state}`) });
  return canReadSync ? (
    <Link tag={RouterLink} to={runAddress(run.id)}>
      {words}
    </Link>
  ) : (
    <Typography textColor="neutral800">{words}</Typography>
  );
};

interface ActionStepProps {
  result: ActionResult;
  /** What the action is set up with now; undefined where it is no longer in the list. */
  action: Action | undefined;
  /** Of the whole event, as the runs. */
  deliveries: TracedDelivery[];
  runs: BegunRun[];
}

/** What one action did: its outcome, the entry it touched, and what went out because of it. */
export const ActionStep = ({ result, action, deliveries, runs }: ActionStepProps) => {
  const t = useText();
  const duration = useDuration();
  const actionWords = useActionWords();
  const { typeOf } = useMappableTypes();
  const { kind, state, error, entry, effect, startedAt, durationMs, messageIds, runId } = result;
  const effectKey = `incoming.event.effect.${effect}`;
  const outcome =
    effect !== null && effectKey in en
      ? t(effectKey as TextKey)
      : t(`incoming.event.result.${state}`);
  const run = runs.find(({ id }) => id === runId);
  const caused = deliveries.filter(({ messageId }) => messageIds.includes(messageId));

  return (
    <TimelineStep
      variant={VARIANTS[state]}
      title={action ? actionWords(action) : t(`incoming.action.kind.${kind}`)}
      at={startedAt}
    >
      <Flex direction="column" alignItems="flex-start" gap={1}>
        <Typography textColor="neutral800">
          {`${state === 'failed' ? t('incoming.event.result.failed') : outcome} · ${duration(durationMs)}`}
        </Typography>
        {error !== null && <Typography textColor="danger600">{error}</Typography>}
        {entry && (
          <EntryLink
            entry={entry}
            type={typeOf(entry.contentType)}
            isDeleted={effect === 'deleted'}
          />
        )}
        {run && <RunLink run={run} />}
        {caused.map((delivery) => (
          <DeliveryLink key={delivery.id} delivery={delivery} />
        ))}
        {messageIds.length > 0 && caused.length === 0 && (
          <Typography variant="pi" textColor="neutral600">
            {t('incoming.event.message-without-delivery')}
          </Typography>
        )}
      </Flex>
    </TimelineStep>
  );
};
