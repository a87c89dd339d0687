import { Field, Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';

import type { ActionKind, MappingPreview } from '../../../../api/incoming-contracts';
import { useGetIntegrationSeenEventTypesQuery } from '../../../../api/sources';
import { EntryLink } from '../../../../components/entry-link';
import { JsonTree } from '../../../../components/json-tree';
import { PageError } from '../../../../components/page-error';
import { Panel } from '../../../../components/panel';
import { Skeleton } from '../../../../components/skeleton';
import { StatusBadge } from '../../../../components/status-badge';
import { useText } from '../../../../hooks/use-text';
import type { ActionForm } from './action-form';
import { selectsType } from './type-patterns';
import { useMappableTypes } from './use-mappable-types';
import type { MappingPreviewState } from './use-mapping-preview';

const NEWEST = 'newest';

interface EventChoiceProps {
  sourceId: number;
  patterns: string[];
  eventId: number | undefined;
  onChange: (eventId: number | undefined) => void;
}

const EventChoice = ({ sourceId, patterns, eventId, onChange }: EventChoiceProps) => {
  const t = useText();
  const { data: seen = [] } = useGetIntegrationSeenEventTypesQuery(sourceId);
  const offered = seen.filter(
    ({ name, lastEventId }) =>
      lastEventId === eventId || patterns.length === 0 || selectsType(patterns, name),
  );
  return (
    <Field.Root>
      <Field.Label>{t('incoming.preview.event')}</Field.Label>
      <SingleSelect
        value={eventId === undefined ? NEWEST : String(eventId)}
        onChange={(chosen) => onChange(chosen === NEWEST ? undefined : Number(chosen))}
      >
        <SingleSelectOption value={NEWEST}>{t('incoming.preview.newest')}</SingleSelectOption>
        {offered.map(({ name, lastEventId }) => (
          <SingleSelectOption key={name} value={String(lastEventId)}>
            {name}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Field.Root>
  );
};

interface OutcomeProps {
  kind: ActionKind;
  contentType: string;
  preview: MappingPreview;
}

const Outcome = ({ kind, contentType, preview }: OutcomeProps) => {
  const t = useText();
  const { typeOf } = useMappableTypes();
  const { documentId, data, problems } = preview;
  const isUpsert = kind === 'upsert';
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography variant="delta" tag="h3">
        {t('incoming.preview.outcome')}
      </Typography>
      {problems.length > 0 ? (
        <Flex tag="ul" direction="column" alignItems="flex-start" gap={2}>
          {problems.map(({ field, message }) => (
            <li key={`${field}: ${message}`}>
              <StatusBadge variant="danger">{message}</StatusBadge>
            </li>
          ))}
        </Flex>
      ) : (
        <StatusBadge variant={documentId !== null || isUpsert ? 'success' : 'neutral'}>
          {documentId !== null
            ? t('incoming.preview.found')
            : t(isUpsert ? 'incoming.preview.new' : 'incoming.preview.none-found')}
        </StatusBadge>
      )}
      {documentId !== null && (
        <EntryLink
          entry={{ contentType, documentId, locale: null }}
          type={typeOf(contentType)}
          isDeleted={false}
        />
      )}
      {isUpsert && Object.keys(data).length > 0 && (
        <JsonTree value={data} label={t('incoming.preview.data')} />
      )}
    </Flex>
  );
};

interface PreviewPanelProps {
  sourceId: number;
  form: ActionForm;
  state: MappingPreviewState;
  eventId: number | undefined;
  onEventChange: (eventId: number | undefined) => void;
  onPick: (path: string) => void;
}

/** The event that the form is tried with, whose values fill its paths, and what the action would do with it. */
export const PreviewPanel = ({
  sourceId,
  form,
  state,
  eventId,
  onEventChange,
  onPick,
}: PreviewPanelProps) => {
  const t = useText();
  const { preview, isAllowed, isPossible, isComplete, isFetching, error, refetch } = state;
  return (
    <Panel title={t('incoming.preview.title')} description={t('incoming.preview.text')}>
      {!isAllowed ? (
        <Typography textColor="neutral600">{t('incoming.preview.not-allowed')}</Typography>
      ) : preview ? (
        <Flex direction="column" alignItems="stretch" gap={4} aria-busy={isFetching}>
          <EventChoice
            sourceId={sourceId}
            patterns={form.eventTypes}
            eventId={eventId}
            onChange={onEventChange}
          />
          <JsonTree
            // Another event is another tree; the same one stays as it was unfolded.
            key={preview.event.id}
            value={preview.payload}
            label={t('incoming.preview.payload')}
            openLevels={3}
            onPick={onPick}
          />
          {error && !isFetching ? (
            <PageError error={error} onRetry={refetch} />
          ) : isComplete ? (
            <Outcome kind={form.kind} contentType={form.contentType} preview={preview} />
          ) : (
            <Typography textColor="neutral600">{t('incoming.preview.incomplete')}</Typography>
          )}
        </Flex>
      ) : error && isPossible ? (
        <PageError error={error} onRetry={refetch} />
      ) : !isPossible ? (
        <Typography textColor="neutral600">{t('incoming.preview.no-types')}</Typography>
      ) : preview === null ? (
        <Typography textColor="neutral600">{t('incoming.preview.no-event')}</Typography>
      ) : (
        <Skeleton heights={['6rem', '24rem']} />
      )}
    </Panel>
  );
};
