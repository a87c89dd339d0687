import { Accordion, Box, Typography } from '@strapi/design-system';

import type { Action, ActionResult, EventDetail } from '../../../../api/incoming-contracts';
import { useGetIntegrationSourceQuery } from '../../../../api/sources';
import { Panel } from '../../../../components/panel';
import { useExactTime } from '../../../../components/relative-time';
import { useByteCount } from '../../../../hooks/use-byte-count';
import { useRights } from '../../../../hooks/use-rights';
import { useText } from '../../../../hooks/use-text';
import { useEventWords } from '../events/use-event-words';
import { StepList } from '../verification/step-list';
import { ActionStep } from './action-step';
import { isUnread } from './is-unread';
import { TimelineStep } from './timeline-step';
import { partTries, type Try } from './tries';

interface ResultsProps {
  event: EventDetail;
  actions: Action[];
  results: ActionResult[];
}

const Results = ({ event, actions, results }: ResultsProps) =>
  results.map((result) => (
    <ActionStep
      key={result.id}
      result={result}
      action={actions.find(({ id }) => id === result.actionId)}
      deliveries={event.deliveries}
      runs={event.runs}
    />
  ));

const EarlierTries = ({ tries, ...shared }: Omit<ResultsProps, 'results'> & { tries: Try[] }) => {
  const t = useText();
  const exact = useExactTime();
  if (tries.length === 0) return null;
  return (
    <Box>
      <Typography tag="h3" variant="omega" fontWeight="bold" paddingBottom={2}>
        {t('incoming.event.earlier')}
      </Typography>
      <Accordion.Root collapsible>
        {tries.map((results) => {
          const [{ id, attempt, startedAt }] = results;
          return (
            <Accordion.Item key={id} value={String(id)}>
              <Accordion.Header>
                <Accordion.Trigger>
                  {`${t('attempt.number', { number: attempt })} · ${exact(startedAt)}`}
                </Accordion.Trigger>
              </Accordion.Header>
              <Accordion.Content>
                <Box tag="ol" padding={4} background="neutral0">
                  <Results {...shared} results={results} />
                </Box>
              </Accordion.Content>
            </Accordion.Item>
          );
        })}
      </Accordion.Root>
    </Box>
  );
};

/** What became of an event, step by step: received, verified, stored, and what each action did. */
export const EventTimeline = ({ event }: { event: EventDetail }) => {
  const t = useText();
  const bytes = useByteCount();
  const describe = useEventWords();
  const { canReadSources } = useRights();
  const { data: source } = useGetIntegrationSourceQuery(event.sourceId, { skip: !canReadSources });
  const actions = source?.actions ?? [];
  const { state, receivedAt, finishedAt, verification, bodySize, repeatCount, lastError } = event;
  const isRefused = state === 'refused';
  // After it was told to run again, what was done before is history.
  const { latest, earlier } = partTries(event);
  const hasRun = latest.length > 0;
  const { variant, words } = describe(event);
  const isFinal = finishedAt !== null;

  return (
    <Panel title={t('incoming.event.timeline')}>
      <Box tag="ol" aria-label={t('incoming.event.timeline')}>
        {/* Of the two steps behind it no time is measured. */}
        <TimelineStep variant="success" title={t('incoming.event.received')} at={receivedAt}>
          {!isUnread(event.problem) && (
            <Typography textColor="neutral800">
              {t('incoming.event.received-text', { size: bytes(bodySize) })}
            </Typography>
          )}
        </TimelineStep>
        <TimelineStep
          variant={isRefused ? 'danger' : 'success'}
          title={t(isRefused ? 'incoming.event.not-verified' : 'incoming.event.verified')}
        >
          <StepList steps={verification} />
        </TimelineStep>
        {!isRefused && (
          <TimelineStep variant="success" title={t('incoming.event.stored')}>
            <Typography textColor="neutral800">
              {t('incoming.event.stored-text', { count: repeatCount })}
            </Typography>
          </TimelineStep>
        )}
        <Results event={event} actions={actions} results={latest} />
        {!isRefused && (
          <TimelineStep variant={variant} title={words} {...(finishedAt && { at: finishedAt })}>
            {!hasRun && isFinal && state === 'succeeded' && (
              <Typography textColor="neutral800">
                {t(event.isHandshake ? 'incoming.event.handshake' : 'incoming.event.no-actions')}
              </Typography>
            )}
            {!hasRun && lastError !== null && (
              <Typography textColor="danger600">{lastError}</Typography>
            )}
          </TimelineStep>
        )}
      </Box>
      <EarlierTries event={event} actions={actions} tries={earlier} />
    </Panel>
  );
};
