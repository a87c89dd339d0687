import { Divider } from '@strapi/design-system';
import { SubNav } from '@strapi/strapi/admin';

import { useRights } from '../hooks/use-rights';
import { useText } from '../hooks/use-text';
import { PLUGIN_ID } from '../plugin-id';

/** The pages of the sub-navigation by section, as far as the administrator may see them. */
export const useSections = () => {
  const {
    canReadConnections,
    canReadSync,
    canReadEndpoints,
    canReadSources,
    canReadEvents,
    canRotateEncryption,
  } = useRights();
  const sections = [
    {
      name: 'connections',
      links: [{ name: 'all-connections', to: 'connections', isShown: canReadConnections }],
    },
    {
      name: 'sync',
      links: [{ name: 'sync-jobs', to: 'sync', isShown: canReadSync }],
    },
    {
      name: 'webhooks',
      links: [
        { name: 'outgoing', to: 'webhooks/outgoing', isShown: canReadEndpoints },
        { name: 'incoming', to: 'webhooks/incoming', isShown: canReadSources || canReadEvents },
      ],
    },
    {
      name: 'settings',
      links: [{ name: 'encryption', to: 'settings', isShown: canRotateEncryption }],
    },
  ] as const;
  return sections
    .map(({ name, links }) => ({ name, links: links.filter(({ isShown }) => isShown) }))
    .filter(({ links }) => links.length > 0);
};

/** The sub-navigation beside every page of *Integrations*. */
export const IntegrationsNav = () => {
  const t = useText();
  return (
    <SubNav.Main aria-label={t('plugin.name')}>
      <SubNav.Header label={t('plugin.name')} />
      <Divider background="neutral150" />
      <SubNav.Sections>
        {useSections().map((section) => (
          <SubNav.Section key={section.name} label={t(`nav.${section.name}`)}>
            {section.links.map(({ name, to }) => (
              <SubNav.Link key={name} to={`/plugins/${PLUGIN_ID}/${to}`} label={t(`nav.${name}`)} />
            ))}
          </SubNav.Section>
        ))}
      </SubNav.Sections>
    </SubNav.Main>
  );
};
