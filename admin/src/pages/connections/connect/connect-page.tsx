import { LinkButton } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { Link, useParams } from 'react-router-dom';

import { useGetIntegrationCatalogueQuery } from '../../../api/connections';
import { EmptyState } from '../../../components/empty-state';
import { PagePlaceholder } from '../../../components/page-placeholder';
import { useText } from '../../../hooks/use-text';
import { PERMISSIONS } from '../../../permissions';
import { CATALOGUE_ADDRESS } from '../addresses';
import { ConnectView } from './connect-view';

const MissingProvider = () => {
  const t = useText();
  return (
    <Page.Main>
      <Layouts.Header title={t('connections.catalogue.title')} />
      <Layouts.Content>
        <EmptyState
          action={
            <LinkButton tag={Link} to={CATALOGUE_ADDRESS} variant="secondary">
              {t('connections.catalogue.open')}
            </LinkButton>
          }
        >
          {t('connections.provider-missing')}
        </EmptyState>
      </Layouts.Content>
    </Page.Main>
  );
};

const LoadedPage = ({ id }: { id: string }) => {
  const { data, error, refetch } = useGetIntegrationCatalogueQuery();
  if (!data) {
    return <PagePlaceholder error={error} onRetry={refetch} heights={['6rem', '20rem', '12rem']} />;
  }
  const provider = data.providers.find((one) => one.id === id);
  return provider ? (
    <ConnectView provider={provider} redirectUri={data.redirectUri} />
  ) : (
    <MissingProvider />
  );
};

/** Connects an account at one service. */
export const ConnectPage = () => {
  const id = useParams().provider ?? '';
  return (
    <Page.Protect permissions={PERMISSIONS.writeConnections}>
      {/* Going straight from one service to another begins a new form. */}
      <LoadedPage key={id} id={id} />
    </Page.Protect>
  );
};
