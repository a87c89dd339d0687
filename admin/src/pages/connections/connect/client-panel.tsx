import { Box, Button } from '@strapi/design-system';

import type { CatalogueEntry } from '../../../api/connection-contracts';
import { Notice } from '../../../components/notice';
import { Panel } from '../../../components/panel';
import { useRights } from '../../../hooks/use-rights';
import { useText } from '../../../hooks/use-text';
import { ClientFields } from './client-fields';
import { SetUpSteps } from './set-up-steps';
import { StoredClient } from './stored-client';
import { useClientForm } from './use-client-form';

interface ClientPanelProps {
  provider: CatalogueEntry;
  redirectUri: string;
}

/** No app is there yet: what to do at the service, and where to enter what comes out of it. */
const NewClient = ({ provider, redirectUri }: ClientPanelProps) => {
  const t = useText();
  const { canWriteOAuthClients } = useRights();
  const form = useClientForm(provider);
  const { name } = provider;
  if (!canWriteOAuthClients) {
    return (
      <Notice variant="warning" title={t('connections.client.missing', { name })}>
        {t('connections.client.missing-text')}
      </Notice>
    );
  }
  const handleKeyDown = (event: React.KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    void form.save();
  };
  return (
    <Panel title={t('connections.client.title')} description={t('connections.client.text')}>
      <SetUpSteps provider={provider} auth="oauth2" redirectUri={redirectUri} />
      <Box onKeyDown={handleKeyDown}>
        <ClientFields form={form} />
      </Box>
      <Box>
        <Button loading={form.isSaving} onClick={form.save}>
          {t('connections.client.save')}
        </Button>
      </Box>
    </Panel>
  );
};

/** The app that the site registered with a service, by which its accounts are connected. */
export const ClientPanel = ({ provider, redirectUri }: ClientPanelProps) =>
  provider.client ? (
    <StoredClient provider={provider} client={provider.client} redirectUri={redirectUri} />
  ) : (
    <NewClient provider={provider} redirectUri={redirectUri} />
  );
