import * as React from 'react';
import { Page } from '@strapi/strapi/admin';
import { useParams } from 'react-router-dom';

import type { Endpoint } from '../../../../api/outgoing-contracts';
import { useGetIntegrationEndpointQuery } from '../../../../api/endpoints';
import { PagePlaceholder } from '../../../../components/page-placeholder';
import { useText } from '../../../../hooks/use-text';
import { PERMISSIONS } from '../../../../permissions';
import { EndpointFormView } from './endpoint-form-view';

/** The form for a new endpoint; after it is saved, its secret is shown once. */
export const CreateEndpointPage = () => (
  <Page.Protect permissions={PERMISSIONS.writeEndpoints}>
    <EndpointFormView />
  </Page.Protect>
);

const LoadedForm = ({ id }: { id: number }) => {
  const t = useText();
  // What is edited must be what is stored, not what a list showed some time ago.
  const { currentData, isFetching, error, refetch } = useGetIntegrationEndpointQuery(id, {
    refetchOnMountOrArgChange: true,
  });
  const [loaded, setLoaded] = React.useState<Endpoint>();

  React.useEffect(() => {
    if (currentData && !isFetching) setLoaded((previous) => previous ?? currentData);
  }, [currentData, isFetching]);

  if (loaded) return <EndpointFormView endpoint={loaded} />;
  return (
    <PagePlaceholder
      error={error}
      onRetry={refetch}
      missing={t('endpoint.missing')}
      heights={['6rem', '16rem', '32rem']}
    />
  );
};

/** The form of a stored endpoint. */
export const EditEndpointPage = () => {
  const id = Number(useParams().id);
  return (
    <Page.Protect permissions={PERMISSIONS.writeEndpoints}>
      {/* Going straight from one endpoint to another begins a new form. */}
      <LoadedForm key={id} id={id} />
    </Page.Protect>
  );
};
