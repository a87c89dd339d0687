import * as React from 'react';
import { Page } from '@strapi/strapi/admin';
import { useParams } from 'react-router-dom';

import { useGetIntegrationCustomProviderQuery } from '../../../api/builder';
import type { CustomProvider } from '../../../api/builder-contracts';
import { PagePlaceholder } from '../../../components/page-placeholder';
import { useText } from '../../../hooks/use-text';
import { PERMISSIONS } from '../../../permissions';
import { ProviderBuilder } from './provider-builder';

const StoredProvider = ({ id }: { id: string }) => {
  const t = useText();
  // What is edited must be what is stored, not what was read some time ago.
  const { currentData, isFetching, error, refetch } = useGetIntegrationCustomProviderQuery(id, {
    refetchOnMountOrArgChange: true,
  });
  const [loaded, setLoaded] = React.useState<CustomProvider>();

  React.useEffect(() => {
    if (currentData && !isFetching) setLoaded((previous) => previous ?? currentData);
  }, [currentData, isFetching]);

  if (loaded) return <ProviderBuilder stored={loaded} />;
  return (
    <PagePlaceholder
      error={error}
      onRetry={refetch}
      missing={t('connections.provider-missing')}
      heights={['6rem', '4rem', '24rem']}
    />
  );
};

/** The form of a described service. */
export const EditProviderPage = () => {
  const id = useParams().id ?? '';
  return (
    <Page.Protect permissions={PERMISSIONS.buildConnections}>
      {/* Going straight from one service to another begins a new form. */}
      <StoredProvider key={id} id={id} />
    </Page.Protect>
  );
};
