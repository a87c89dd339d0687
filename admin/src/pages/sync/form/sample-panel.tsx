import { Box, Flex, Typography } from '@strapi/design-system';

import type { SampleRecord } from '../../../api/sync-contracts';
import { ForeignText } from '../../../components/foreign-text';
import { JsonTree } from '../../../components/json-tree';
import { PageError } from '../../../components/page-error';
import { Panel } from '../../../components/panel';
import { Skeleton } from '../../../components/skeleton';
import { StatusBadge } from '../../../components/status-badge';
import { TreeFold } from '../../../components/tree-fold';
import { useText } from '../../../hooks/use-text';
import { AwaitedList } from '../awaited-list';
import { DiffTable } from '../diff-table';
import { sampleRows } from './sample-rows';
import type { JobForm } from './job-form';
import { useJobSample } from './use-job-sample';
import type { JobSurroundings } from './use-job-surroundings';

const Sample = ({ sample }: { sample: SampleRecord }) => {
  const t = useText();
  const { externalId, record, before, problems, awaited } = sample;
  return (
    <Flex
      tag="article"
      aria-label={externalId}
      direction="column"
      alignItems="stretch"
      gap={2}
      borderColor="neutral150"
      hasRadius
      padding={3}
    >
      <Flex justifyContent="space-between" gap={3} wrap="wrap">
        <Typography fontWeight="semiBold" textColor="neutral800">
          <ForeignText>{externalId}</ForeignText>
        </Typography>
        <StatusBadge variant={before ? 'neutral' : 'success'}>
          {t(before ? 'sync.sample.found' : 'sync.sample.new')}
        </StatusBadge>
      </Flex>
      {problems.length > 0 && (
        <Flex tag="ul" direction="column" alignItems="flex-start" gap={1}>
          {problems.map(({ field, message }) => (
            <li key={`${field}: ${message}`}>
              <StatusBadge variant="danger">{message}</StatusBadge>
            </li>
          ))}
        </Flex>
      )}
      <AwaitedList awaited={awaited} />
      <DiffTable
        label={t('sync.sample.table', { id: externalId })}
        rows={sampleRows(sample)}
        hasBefore={before !== null}
      />
      <Box tag="ul">
        <TreeFold
          isOpenAtFirst={false}
          title={
            <Typography variant="pi" textColor="neutral600">
              {t('sync.sample.record')}
            </Typography>
          }
        >
          {() => <JsonTree value={record} label={t('sync.sample.record')} />}
        </TreeFold>
      </Box>
    </Flex>
  );
};

interface SamplePanelProps {
  form: JobForm;
  surroundings: JobSurroundings;
}

/** Real records of the service, and what the pairs beside make of them. Nothing is stored. */
export const SamplePanel = ({ form, surroundings }: SamplePanelProps) => {
  const t = useText();
  const { isPossible, samples, isFetching, error, refetch } = useJobSample(
    form,
    surroundings.known,
  );
  return (
    <Panel title={t('sync.sample.title')} description={t('sync.sample.text')}>
      {!isPossible ? (
        <Typography textColor="neutral600">{t('sync.sample.incomplete')}</Typography>
      ) : error && !isFetching ? (
        <PageError error={error} onRetry={refetch} />
      ) : !samples ? (
        <Skeleton heights={['14rem', '14rem', '14rem']} />
      ) : samples.length === 0 ? (
        <Typography textColor="neutral600">{t('sync.sample.none')}</Typography>
      ) : (
        <Flex
          direction="column"
          alignItems="stretch"
          gap={3}
          maxHeight="70vh"
          overflow="auto"
          tabIndex={0}
          role="group"
          aria-label={t('sync.sample.title')}
          aria-busy={isFetching}
        >
          {samples.map((sample) => (
            <Sample key={sample.externalId} sample={sample} />
          ))}
        </Flex>
      )}
    </Panel>
  );
};
