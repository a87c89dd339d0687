import { Flex, LinkButton, Typography } from '@strapi/design-system';
import { Link } from 'react-router-dom';

import { EmptyState } from '../../../components/empty-state';
import { Panel } from '../../../components/panel';
import { ProviderTile } from '../../../components/provider-tile';
import { TileChoice } from '../../../components/tile-choice';
import { useRights } from '../../../hooks/use-rights';
import { useText } from '../../../hooks/use-text';
import { CATALOGUE_ADDRESS } from '../../connections/addresses';
import { ParameterFields } from './parameter-fields';
import type { StepProps } from './step-props';

const NoSources = () => {
  const t = useText();
  const { canWriteConnections } = useRights();
  return (
    <EmptyState
      action={
        canWriteConnections && (
          <LinkButton tag={Link} to={CATALOGUE_ADDRESS} variant="secondary" size="S">
            {t('connections.connect')}
          </LinkButton>
        )
      }
    >
      {t('sync.what.none')}
    </EmptyState>
  );
};

/** What a stored job keeps alike, which stays the same: what it knows would not hold for other records. */
const Stored = ({ surroundings, form }: Pick<StepProps, 'surroundings' | 'form'>) => {
  const t = useText();
  const { source, resource } = surroundings;
  return (
    <Flex gap={3}>
      <ProviderTile id={source?.provider ?? '?'} name={source?.providerName ?? null} />
      <Flex direction="column" alignItems="flex-start">
        <Typography textColor="neutral800">
          {`${source?.name ?? '–'} · ${resource?.name ?? form.resource}`}
        </Typography>
        <Typography variant="pi" textColor="neutral600">
          {t('sync.what.fixed')}
        </Typography>
      </Flex>
    </Flex>
  );
};

/** Which records are kept alike: of which account, and of which kind. */
export const WhatStep = (props: StepProps) => {
  const t = useText();
  const { form, surroundings, isStored, errorOf, onChange } = props;
  const { sources, source } = surroundings;
  if (isStored) {
    return (
      <Panel title={t('sync.step.what')}>
        <Stored form={form} surroundings={surroundings} />
        <ParameterFields {...props} />
      </Panel>
    );
  }
  if (sources.length === 0) return <NoSources />;

  const chooseSource = (connectionId: number) => {
    const resources = sources.find((one) => one.connectionId === connectionId)?.resources ?? [];
    const [only] = resources;
    onChange({ connectionId, resource: resources.length === 1 && only ? only.id : '', filter: [] });
  };

  return (
    <>
      <Panel title={t('sync.what.connection')} description={t('sync.what.connection-text')}>
        <TileChoice
          name="connectionId"
          label={t('sync.what.connection')}
          options={sources.map(({ connectionId, name, account, provider, providerName }) => ({
            value: String(connectionId),
            title: name,
            text: account && account !== name ? `${providerName} · ${account}` : providerName,
            picture: <ProviderTile id={provider} name={providerName} />,
          }))}
          value={form.connectionId === null ? null : String(form.connectionId)}
          error={errorOf('connectionId')}
          onChange={(id) => chooseSource(Number(id))}
        />
      </Panel>
      {source && (
        <Panel title={t('sync.what.resource')} description={t('sync.what.resource-text')}>
          <TileChoice
            name="resource"
            label={t('sync.what.resource')}
            options={source.resources.map(({ id, name, canWrite }) => ({
              value: id,
              title: name,
              text: t(canWrite ? 'sync.what.can-write' : 'sync.what.read-only'),
            }))}
            value={form.resource === '' ? null : form.resource}
            error={errorOf('resource')}
            onChange={(resource) => onChange({ resource, filter: [] })}
          />
          <ParameterFields key={form.resource} {...props} />
        </Panel>
      )}
    </>
  );
};
