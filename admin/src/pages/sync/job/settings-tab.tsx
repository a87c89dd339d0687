import { Flex, Link, LinkButton, Typography } from '@strapi/design-system';
import { Pencil } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';
import { useIntl } from 'react-intl';

import type { FieldMapping, JobDetail } from '../../../api/sync-contracts';
import { KeyValueText } from '../../../components/key-value-text';
import { Panel } from '../../../components/panel';
import { useExactTime } from '../../../components/relative-time';
import { useRights } from '../../../hooks/use-rights';
import { useText } from '../../../hooks/use-text';
import { connectionAddress } from '../../connections/addresses';
import { editAddress } from '../addresses';
import { ARROWS } from '../arrows';
import { useScheduleWords } from '../use-schedule-words';

const ConnectionName = ({ job }: { job: JobDetail }) => {
  const t = useText();
  const { canReadConnections } = useRights();
  const { connection } = job;
  if (!connection) return t('sync.connection-gone');
  if (!canReadConnections) return connection.name;
  return (
    <Link tag={RouterLink} to={connectionAddress(connection.id)}>
      {connection.name}
    </Link>
  );
};

/** The pairs of a job, one a line: `price.amount → price`. */
const Pairs = ({ job }: { job: JobDetail }) => {
  const t = useText();
  const arrow = ({ flow }: FieldMapping) =>
    ARROWS[job.direction === 'two-way' ? flow : job.direction];
  return (
    <Flex tag="ul" direction="column" alignItems="flex-start">
      {job.mapping.map((pair) => (
        <Typography key={`${pair.path} ${pair.field}`} tag="li" textColor="neutral800">
          {`${pair.constant === undefined ? pair.path : `“${pair.constant}”`} ${arrow(pair)} ${pair.field}`}
          {pair.transform && ` · ${t(`sync.transform.${pair.transform.kind}`)}`}
          {pair.reference?.by === 'field' &&
            ` · ${t('sync.reference.note', { field: pair.reference.field })}`}
          {pair.reference?.by === 'job' && ` · ${t('sync.reference.note-job')}`}
          {pair.when && ` · ${t('sync.condition.note', { path: pair.when.path })}`}
        </Typography>
      ))}
    </Flex>
  );
};

/** How a job is set up, to be read; changing it is a page of its own. */
export const SettingsTab = ({ job }: { job: JobDetail }) => {
  const t = useText();
  const exact = useExactTime();
  const { formatNumber } = useIntl();
  const scheduleWords = useScheduleWords();
  const { canWriteSync } = useRights();
  const { direction, deletes, brake, schedule, matchField } = job;
  const service = job.connection?.name ?? t('connections.the-service');
  const [source, destination] = direction === 'export' ? ['Strapi', service] : [service, 'Strapi'];
  const filter = Object.entries(job.filter).map(([name, value]) => `${name} = ${value}`);

  const facts: [string, React.ReactNode][] = [
    [t('sync.what.connection'), <ConnectionName key="connection" job={job} />],
    [t('sync.what.resource'), job.resourceName ?? job.resource],
    [t('incoming.action.content-type'), job.contentTypeName ?? job.contentType],
  ];
  if (job.locale !== null) facts.push([t('incoming.action.locale'), job.locale]);
  facts.push(
    [t('sync.direction'), t(`sync.direction.${direction}`, { service })],
    [t('incoming.action.mapping'), <Pairs key="pairs" job={job} />],
    [t('sync.rules.match'), matchField ?? t('sync.rules.match-none')],
    [t('sync.rules.conflicts'), t(`sync.strategy.${job.strategy}`, { source, destination })],
  );
  if (job.publication !== 'draft')
    facts.push([t('sync.rules.publication'), t(`sync.rules.publication.${job.publication}`)]);
  if (job.writing === 'bulk') facts.push([t('sync.rules.writing'), t('sync.rules.writing.bulk')]);
  if (direction !== 'export')
    facts.push([t('sync.rules.gone-there'), t(`sync.rules.document.${deletes.document}`)]);
  if (direction !== 'import')
    facts.push([t('sync.rules.gone-here'), t(`sync.rules.external.${deletes.external}`)]);
  facts.push(
    [
      t('sync.rules.brake'),
      t('sync.rules.brake-words', { count: brake.count, percent: formatNumber(brake.percent) }),
    ],
    [
      t('sync.list.column.when'),
      schedule ? `${scheduleWords(job)} (${schedule.timeZone})` : scheduleWords(job),
    ],
  );
  facts.push([
    t('sync.when.listing'),
    job.wholeEveryHours === null
      ? t('sync.when.listing.all')
      : t('sync.when.listing-words', { hours: job.wholeEveryHours }),
  ]);
  if (schedule) facts.push([t('sync.when.missed'), t(`sync.when.missed.${schedule.missed}`)]);
  if (filter.length > 0) facts.push([t('sync.rules.filter'), filter.join(' · ')]);
  facts.push(
    [
      t('sync.rules.failures'),
      t('sync.rules.failures-words', {
        count: job.failureStop.count,
        percent: formatNumber(job.failureStop.percent),
      }),
    ],
    [t('sync.rules.batch'), formatNumber(job.batchSize)],
    [t('sync.job.pairs'), formatNumber(job.pairCount)],
    [t('settings.created'), exact(job.createdAt)],
  );

  return (
    <Panel
      title={t('settings.title')}
      action={
        canWriteSync && (
          <LinkButton
            tag={RouterLink}
            to={editAddress(job.id)}
            variant="secondary"
            size="S"
            startIcon={<Pencil />}
          >
            {t('action.edit')}
          </LinkButton>
        )
      }
    >
      <KeyValueText entries={facts} />
    </Panel>
  );
};
