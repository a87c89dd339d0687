import * as React from 'react';
import { Page } from '@strapi/strapi/admin';
import { useParams } from 'react-router-dom';

import type { Job } from '../../../api/sync-contracts';
import { useGetIntegrationJobQuery } from '../../../api/sync-jobs';
import { PagePlaceholder } from '../../../components/page-placeholder';
import { useText } from '../../../hooks/use-text';
import { PERMISSIONS } from '../../../permissions';
import { JobEditor } from './job-editor';

const StoredForm = ({ id }: { id: number }) => {
  const t = useText();
  // What is edited must be what is stored, not what a list showed some time ago.
  const { currentData, isFetching, error, refetch } = useGetIntegrationJobQuery(id, {
    refetchOnMountOrArgChange: true,
  });
  const [loaded, setLoaded] = React.useState<Job>();

  React.useEffect(() => {
    if (currentData && !isFetching) setLoaded((previous) => previous ?? currentData);
  }, [currentData, isFetching]);

  if (loaded) return <JobEditor job={loaded} />;
  return (
    <PagePlaceholder
      error={error}
      onRetry={refetch}
      missing={t('sync.job.missing')}
      heights={['6rem', '24rem', '24rem', '24rem']}
    />
  );
};

/** The form of a stored job, all steps on one page. */
export const EditJobPage = () => {
  const id = Number(useParams().id);
  return (
    <Page.Protect permissions={PERMISSIONS.writeSync}>
      {/* Going straight from one job to another begins a new form. */}
      <StoredForm key={id} id={id} />
    </Page.Protect>
  );
};
