import * as React from 'react';
import { Box, Button, Flex } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { BackButton, Layouts, Page, useNotification } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';

import type { CatalogueEntry, Connection } from '../../../api/connection-contracts';
import { useCreateIntegrationConnectionMutation } from '../../../api/connections';
import { Notice } from '../../../components/notice';
import { UnsavedGuard } from '../../../components/unsaved-guard';
import { useFormProblems } from '../../../hooks/use-form-problems';
import { useText } from '../../../hooks/use-text';
import { CATALOGUE_ADDRESS, connectionAddress } from '../addresses';
import { useAuthorize } from '../use-authorize';
import { Abilities } from './abilities';
import { ClientPanel } from './client-panel';
import { ConnectFields } from './connect-fields';
import {
  checkConnect,
  emptyForm,
  isClientMissing,
  SHOWN_CONNECT_FIELD,
  toAuthorizationInput,
  toConnectionInput,
  withMethod,
  type ConnectForm,
} from './connect-form';
import { Guide } from './guide';
import { MethodChoice } from './method-choice';

interface ConnectViewProps {
  provider: CatalogueEntry;
  redirectUri: string;
}

/** The form that connects an account at a service, from what is needed for it to the account's page. */
export const ConnectView = ({ provider, redirectUri }: ConnectViewProps) => {
  const t = useText();
  const navigate = useNavigate();
  const { toggleNotification } = useNotification();
  const [initial] = React.useState(() => emptyForm(provider));
  const [form, setForm] = React.useState<ConnectForm>(initial);
  const [connected, setConnected] = React.useState<Connection>();
  const [create, { isLoading: isCreating }] = useCreateIntegrationConnectionMutation();
  const { authorize, isLoading: isBeginning, isLeaving } = useAuthorize();
  const { errorOf, otherErrors, forget, check, showServerError, formRef } =
    useFormProblems<ConnectForm>({
      check: (checked) => checkConnect(checked, provider),
      shownField: SHOWN_CONNECT_FIELD,
    });
  const isReady = !isClientMissing(provider, form.auth);
  const untouched: ConnectForm = { ...initial, ...withMethod(provider, form.auth) };
  const isChanged = JSON.stringify(form) !== JSON.stringify(untouched);

  // Leaving is allowed only once the form knows that it is saved.
  React.useEffect(() => {
    if (connected) navigate(connectionAddress(connected.id), { replace: true });
  }, [connected, navigate]);

  const change = (changes: Partial<ConnectForm>) => {
    forget(Object.keys(changes));
    setForm((previous) => ({ ...previous, ...changes }));
  };

  const handleSubmit = async (event: React.FormEvent) => {
    event.preventDefault();
    if (!isReady || !check(form)) return;
    if (form.auth === 'oauth2') {
      return authorize(toAuthorizationInput(form, provider), showServerError);
    }
    const outcome = await create(toConnectionInput(form, form.auth, provider));
    if ('error' in outcome) return showServerError(outcome.error);
    const { name } = outcome.data;
    toggleNotification({ type: 'success', message: t('connections.connected', { name }) });
    setConnected(outcome.data);
  };

  return (
    <Page.Main>
      <Box tag="form" ref={formRef} onSubmit={handleSubmit} noValidate>
        <Layouts.Header
          title={t('connections.form.title', { name: provider.name })}
          subtitle={t(
            form.auth === 'oauth2'
              ? 'connections.form.subtitle.oauth2'
              : 'connections.form.subtitle',
            { name: provider.name },
          )}
          navigationAction={<BackButton fallback={CATALOGUE_ADDRESS} />}
          primaryAction={
            isReady && (
              <Button type="submit" startIcon={<Check />} loading={isCreating || isBeginning}>
                {t('connections.connect')}
              </Button>
            )
          }
        />
        <Layouts.Content>
          <Flex direction="column" alignItems="stretch" gap={4}>
            {otherErrors.length > 0 && (
              <Notice variant="danger" title={t('connections.not-connected')}>
                {otherErrors.join(' ')}
              </Notice>
            )}
            <Flex justifyContent="space-between" alignItems="flex-start" gap={4} wrap="wrap">
              <Abilities provider={provider} />
              <Guide provider={provider} />
            </Flex>
            <MethodChoice
              methods={provider.methods}
              chosen={form.auth}
              onChange={(auth) => change(withMethod(provider, auth))}
            />
            {form.auth === 'oauth2' && !provider.hasOwnClient && (
              <ClientPanel provider={provider} redirectUri={redirectUri} />
            )}
            {isReady && (
              <ConnectFields
                form={form}
                provider={provider}
                redirectUri={redirectUri}
                errorOf={errorOf}
                onChange={change}
              />
            )}
          </Flex>
        </Layouts.Content>
      </Box>
      <UnsavedGuard isActive={isChanged && !connected && !isLeaving} />
    </Page.Main>
  );
};
