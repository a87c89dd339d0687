import * as React from 'react';
import { Page } from '@strapi/strapi/admin';
import { useParams } from 'react-router-dom';

import {
  useGetIntegrationProvidersQuery,
  useGetIntegrationSourceQuery,
  useGetIntegrationSourcesQuery,
} from '../../../../api/sources';
import type { Source } from '../../../../api/incoming-contracts';
import { useText } from '../../../../hooks/use-text';
import { PERMISSIONS } from '../../../../permissions';
import { PagePlaceholder } from '../../../../components/page-placeholder';
import { SourceFormView } from './source-form-view';

const SKELETON = ['6rem', '24rem', '24rem', '12rem'];

const NewForm = () => {
  const providers = useGetIntegrationProvidersQuery();
  // The addresses that are taken already, before one is suggested.
  const sources = useGetIntegrationSourcesQuery();
  if (providers.data && sources.data) return <SourceFormView providers={providers.data} />;
  const retry = () => {
    void providers.refetch();
    void sources.refetch();
  };
  return (
    <PagePlaceholder error={providers.error ?? sources.error} onRetry={retry} heights={SKELETON} />
  );
};

const StoredForm = ({ id }: { id: number }) => {
  const t = useText();
  const providers = useGetIntegrationProvidersQuery();
  // What is edited must be what is stored, not what a list showed some time ago.
  const { currentData, isFetching, error, refetch } = useGetIntegrationSourceQuery(id, {
    refetchOnMountOrArgChange: true,
  });
  const [loaded, setLoaded] = React.useState<Source>();

  React.useEffect(() => {
    if (currentData && !isFetching) setLoaded((previous) => previous ?? currentData);
  }, [currentData, isFetching]);

  if (loaded && providers.data) {
    return <SourceFormView providers={providers.data} source={loaded} />;
  }
  const retry = () => {
    void refetch();
    void providers.refetch();
  };
  return (
    <PagePlaceholder
      error={error ?? providers.error}
      onRetry={retry}
      missing={t('incoming.source.missing')}
      heights={SKELETON}
    />
  );
};

/** The form for a new source. */
export const CreateSourcePage = () => (
  <Page.Protect permissions={PERMISSIONS.writeSources}>
    <NewForm />
  </Page.Protect>
);

/** The form of a stored source. */
export const EditSourcePage = () => {
  const id = Number(useParams().id);
  return (
    <Page.Protect permissions={PERMISSIONS.writeSources}>
      {/* Going straight from one source to another begins a new form. */}
      <StoredForm key={id} id={id} />
    </Page.Protect>
  );
};
