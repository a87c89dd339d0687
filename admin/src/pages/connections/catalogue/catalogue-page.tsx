import { Box, Flex, LinkButton, Searchbar, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { Link } from 'react-router-dom';

import type { CatalogueEntry } from '../../../api/connection-contracts';
import { useGetIntegrationCatalogueQuery } from '../../../api/connections';
import { EmptyState } from '../../../components/empty-state';
import { FilterSelect } from '../../../components/filter-select';
import { PageError } from '../../../components/page-error';
import { Skeleton } from '../../../components/skeleton';
import { useQueryState } from '../../../hooks/use-query-state';
import { useRights } from '../../../hooks/use-rights';
import { useText } from '../../../hooks/use-text';
import { PERMISSIONS } from '../../../permissions';
import { LIST_ADDRESS, NEW_PROVIDER_ADDRESS } from '../addresses';
import { CardGrid } from '../card-grid';
import { CATEGORIES, groupsOf, type CatalogueGroup } from './catalogue-groups';
import { ProviderCard } from './provider-card';

const Group = ({ group }: { group: CatalogueGroup }) => {
  const t = useText();
  const name = t(`connections.category.${group.category}`);
  return (
    <Box tag="section" aria-label={name}>
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Typography variant="delta" tag="h2">
          {name}
        </Typography>
        <CardGrid aria-label={name}>
          {group.providers.map((provider) => (
            <li key={provider.id}>
              <ProviderCard provider={provider} />
            </li>
          ))}
        </CardGrid>
      </Flex>
    </Box>
  );
};

/** Begins to describe a service that is not here. */
const NewProviderButton = () => {
  const t = useText();
  return (
    <LinkButton
      tag={Link}
      to={NEW_PROVIDER_ADDRESS}
      variant="secondary"
      startIcon={<Plus />}
      size="S"
    >
      {t('builder.title')}
    </LinkButton>
  );
};

/** The services, narrowed by what is searched for; both stand in the address. */
const Catalogue = ({ providers }: { providers: CatalogueEntry[] }) => {
  const t = useText();
  const { canBuildConnections } = useRights();
  const [params, change] = useQueryState();
  const search = params.get('search') ?? '';
  const category = CATEGORIES.find((one) => one === params.get('category'));
  const narrow = (changes: Record<string, string | undefined>) =>
    change(changes, { isReplacing: true });
  const groups = groupsOf(providers, search, category);

  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <Flex gap={2} wrap="wrap">
        <Searchbar
          name="catalogue-search"
          size="S"
          value={search}
          onChange={(event) => narrow({ search: event.currentTarget.value })}
          onClear={() => narrow({ search: undefined })}
          clearLabel={t('action.clear-search')}
          placeholder={t('connections.catalogue.search')}
        >
          {t('connections.catalogue.search')}
        </Searchbar>
        <FilterSelect
          label={t('connections.catalogue.category')}
          allLabel={t('connections.catalogue.category-all')}
          value={category ?? ''}
          options={CATEGORIES.filter((one) =>
            providers.some((provider) => provider.category === one),
          ).map((one) => ({ value: one, label: t(`connections.category.${one}`) }))}
          onChange={(chosen) => narrow({ category: chosen })}
        />
      </Flex>
      {groups.length > 0 ? (
        groups.map((group) => <Group key={group.category} group={group} />)
      ) : (
        <EmptyState action={canBuildConnections && <NewProviderButton />}>
          {t('connections.catalogue.none-found')}
        </EmptyState>
      )}
    </Flex>
  );
};

const LoadedPage = () => {
  const t = useText();
  const { canBuildConnections } = useRights();
  const { data, error, refetch } = useGetIntegrationCatalogueQuery();
  return (
    <Page.Main>
      <Layouts.Header
        title={t('connections.catalogue.title')}
        subtitle={t('connections.catalogue.subtitle')}
        navigationAction={<BackButton fallback={LIST_ADDRESS} />}
        primaryAction={canBuildConnections && <NewProviderButton />}
      />
      <Layouts.Content>
        {data ? (
          <Catalogue providers={data.providers} />
        ) : error ? (
          <PageError error={error} onRetry={refetch} />
        ) : (
          <Skeleton heights={['4rem', '8rem', '8rem']} />
        )}
      </Layouts.Content>
    </Page.Main>
  );
};

/** Every service that an account can be connected at. */
export const CataloguePage = () => (
  <Page.Protect permissions={PERMISSIONS.writeConnections}>
    <LoadedPage />
  </Page.Protect>
);
