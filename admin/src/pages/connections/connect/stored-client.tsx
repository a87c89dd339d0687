import * as React from 'react';
import { Button, Flex } from '@strapi/design-system';

import type { CatalogueEntry, OAuthClientInfo } from '../../../api/connection-contracts';
import { useDeleteIntegrationOAuthClientMutation } from '../../../api/connections';
import { ConfirmAction } from '../../../components/confirm-action';
import { CopyableText } from '../../../components/copyable-text';
import { FormDialog } from '../../../components/form-dialog';
import { KeyValueText } from '../../../components/key-value-text';
import { Panel } from '../../../components/panel';
import { useRights } from '../../../hooks/use-rights';
import { useRun } from '../../../hooks/use-run';
import { useText } from '../../../hooks/use-text';
import { ClientFields } from './client-fields';
import { RedirectAddress } from './set-up-steps';
import { useClientForm } from './use-client-form';

interface StoredClientProps {
  provider: CatalogueEntry;
  redirectUri: string;
}

const ChangeClient = ({
  provider,
  redirectUri,
  onClose,
}: StoredClientProps & { onClose: () => void }) => {
  const t = useText();
  const form = useClientForm(provider, onClose);
  return (
    <FormDialog
      title={t('connections.client.change-title', { name: provider.name })}
      text={t('connections.client.change-text')}
      submitLabel={t('action.save')}
      isRunning={form.isSaving}
      onSubmit={form.save}
      onClose={onClose}
    >
      <RedirectAddress redirectUri={redirectUri} />
      <ClientFields form={form} />
    </FormDialog>
  );
};

/** The app is there: which one, where it comes from, and changing it. */
export const StoredClient = ({
  provider,
  client,
  redirectUri,
}: StoredClientProps & { client: OAuthClientInfo }) => {
  const t = useText();
  const run = useRun();
  const { canWriteOAuthClients } = useRights();
  const [remove] = useDeleteIntegrationOAuthClientMutation();
  const [opened, setOpened] = React.useState<'change' | 'remove'>();
  const close = () => setOpened(undefined);
  const { id, name } = provider;
  const isChangeable = client.origin === 'panel' && canWriteOAuthClients;

  return (
    <Panel
      title={t('connections.client.title')}
      description={t(`connections.client.origin.${client.origin}`)}
      action={
        isChangeable && (
          <Flex gap={2}>
            <Button variant="tertiary" onClick={() => setOpened('change')}>
              {t('connections.client.change')}
            </Button>
            <Button variant="danger-light" onClick={() => setOpened('remove')}>
              {t('connections.client.remove')}
            </Button>
          </Flex>
        )
      }
    >
      <KeyValueText
        entries={[
          [
            t('connections.credential.clientId'),
            <CopyableText
              key="id"
              value={client.clientId}
              label={t('connections.credential.clientId')}
            />,
          ],
          [
            t('connections.form.redirect'),
            <CopyableText
              key="redirect"
              value={redirectUri}
              label={t('connections.form.redirect')}
            />,
          ],
        ]}
      />
      {opened === 'change' && (
        <ChangeClient provider={provider} redirectUri={redirectUri} onClose={close} />
      )}
      <ConfirmAction
        isOpen={opened === 'remove'}
        isDangerous
        title={t('connections.client.remove-title', { name })}
        confirmLabel={t('connections.client.remove')}
        onClose={close}
        onConfirm={() => run(remove(id), t('connections.client.removed'))}
      >
        {t('connections.client.remove-text', { name })}
      </ConfirmAction>
    </Panel>
  );
};
