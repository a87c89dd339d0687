import { Box, Tabs } from '@strapi/design-system';

import type { SourceListItem } from '../../../../api/incoming-contracts';
import { useQueryState } from '../../../../hooks/use-query-state';
import { useRights } from '../../../../hooks/use-rights';
import { useText } from '../../../../hooks/use-text';
import { ActionsTab } from '../actions/actions-tab';
import { EventsTab } from '../events/events-tab';
import { SecretTab } from '../secret/secret-tab';
import { ConsoleTab } from '../verification/console-tab';

const TABS = ['events', 'actions', 'console', 'secret'] as const;

/** The parts of a source, as far as the administrator may see them. */
export const SourceTabs = ({ source }: { source: SourceListItem }) => {
  const t = useText();
  const { canReadEvents, canWriteSources } = useRights();
  const [params, change] = useQueryState();
  const tabs = TABS.filter(
    (tab) => (tab !== 'events' || canReadEvents) && (tab !== 'console' || canWriteSources),
  );
  const current = tabs.find((tab) => tab === params.get('tab')) ?? tabs[0];

  return (
    <Tabs.Root
      variant="simple"
      value={current}
      onValueChange={(tab) => change({ tab: tab === tabs[0] ? undefined : tab })}
    >
      <Tabs.List aria-label={t('incoming.source.tabs')}>
        {tabs.map((tab) => (
          <Tabs.Trigger key={tab} value={tab}>
            {t(`incoming.source.tab.${tab}`)}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Box paddingTop={5}>
        {canReadEvents && (
          <Tabs.Content value="events">
            <EventsTab sourceId={source.id} />
          </Tabs.Content>
        )}
        <Tabs.Content value="actions">
          <ActionsTab source={source} />
        </Tabs.Content>
        {canWriteSources && (
          <Tabs.Content value="console">
            <ConsoleTab source={source} />
          </Tabs.Content>
        )}
        <Tabs.Content value="secret">
          <SecretTab source={source} />
        </Tabs.Content>
      </Box>
    </Tabs.Root>
  );
};
