import * as React from 'react';
import { Box, Button, Flex } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';

import type { Endpoint } from '../../../../api/outgoing-contracts';
import {
  useGetIntegrationContentTypesQuery,
  useGetIntegrationEventTypesQuery,
} from '../../../../api/catalogue';
import { ConfirmAction } from '../../../../components/confirm-action';
import { Notice } from '../../../../components/notice';
import { UnsavedGuard } from '../../../../components/unsaved-guard';
import { useFormProblems } from '../../../../hooks/use-form-problems';
import { useText } from '../../../../hooks/use-text';
import { endpointAddress, LIST_ADDRESS } from '../addresses';
import { EMPTY_FORM, FORM_RULES, toForm, type EndpointForm } from './endpoint-form';
import { EndpointFormFields } from './endpoint-form-fields';
import { nameOf } from '../endpoint-name';
import { SecretDialog } from '../secret/secret-dialog';
import { useSwitchQuestion } from '../use-switch-question';
import { useSaveEndpoint } from './use-save-endpoint';

interface EndpointFormViewProps {
  /** What is changed; absent for a new endpoint. */
  endpoint?: Endpoint;
}

/** The form of one endpoint, from what is loaded to what is stored; a new secret is shown before it is left. */
export const EndpointFormView = ({ endpoint }: EndpointFormViewProps) => {
  const t = useText();
  const navigate = useNavigate();
  const [initial] = React.useState<EndpointForm>(() => (endpoint ? toForm(endpoint) : EMPTY_FORM));
  const [form, setForm] = React.useState(initial);
  const [isAsking, setIsAsking] = React.useState(false);
  const eventTypes = useGetIntegrationEventTypesQuery();
  const contentTypes = useGetIntegrationContentTypesQuery();
  const { errorOf, forget, otherErrors, check, showServerError, formRef } =
    useFormProblems(FORM_RULES);
  const { save, saved, isSaving } = useSaveEndpoint(
    endpoint && { endpoint, form: initial },
    showServerError,
  );
  const isChanged = JSON.stringify(form) !== JSON.stringify(initial);
  const isNew = endpoint === undefined;
  const { askToTurnOn, askToTurnOff, isCounting, question } = useSwitchQuestion();

  const leave = React.useCallback(
    (id: number) => navigate(endpointAddress(id), { replace: isNew }),
    [isNew, navigate],
  );

  // Leaving is allowed only once the form knows that it is saved.
  React.useEffect(() => {
    if (saved && !saved.newSecret) leave(saved.id);
  }, [saved, leave]);

  const send = () => {
    if (!endpoint || form.isActive === initial.isActive) return save(form);
    const ask = form.isActive ? askToTurnOn : askToTurnOff;
    // Not awaited: the question has to be gone when a new secret is shown.
    return ask(endpoint, async () => void save(form));
  };

  const handleSubmit = async (event: React.FormEvent) => {
    event.preventDefault();
    if (!check(form)) return;
    if (endpoint && form.signatureKind !== initial.signatureKind) setIsAsking(true);
    else await send();
  };

  return (
    <Page.Main>
      <Box tag="form" ref={formRef} onSubmit={handleSubmit} noValidate>
        <Layouts.Header
          title={
            endpoint ? t('form.edit-title', { name: nameOf(endpoint) }) : t('form.create-title')
          }
          subtitle={t('form.subtitle')}
          navigationAction={
            <BackButton fallback={endpoint ? endpointAddress(endpoint.id) : LIST_ADDRESS} />
          }
          primaryAction={
            <Button
              type="submit"
              startIcon={<Check />}
              loading={isCounting || isSaving}
              disabled={!eventTypes.data || !contentTypes.data}
            >
              {t(endpoint ? 'action.save' : 'form.create')}
            </Button>
          }
        />
        <Layouts.Content>
          <Flex direction="column" alignItems="stretch" gap={4}>
            {otherErrors.length > 0 && (
              <Notice variant="danger" title={t('form.not-saved')}>
                {otherErrors.join(' ')}
              </Notice>
            )}
            <EndpointFormFields
              form={form}
              stored={endpoint}
              errorOf={errorOf}
              onChange={(changes) => {
                forget(Object.keys(changes));
                setForm((previous) => ({ ...previous, ...changes }));
              }}
            />
          </Flex>
        </Layouts.Content>
      </Box>
      <UnsavedGuard isActive={isChanged && !saved} />
      <ConfirmAction
        isOpen={isAsking}
        isDangerous
        title={t('form.signature-kind.ask')}
        confirmLabel={t('form.signature-kind.confirm')}
        onClose={() => setIsAsking(false)}
        // Not awaited: the question has to be gone when the new secret is shown.
        onConfirm={async () => void send()}
      >
        {t(`form.signature-kind.ask.${form.signatureKind}`)}
      </ConfirmAction>
      {question}
      {saved?.newSecret && <SecretDialog {...saved.newSecret} onClose={() => leave(saved.id)} />}
    </Page.Main>
  );
};
