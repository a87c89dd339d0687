import * as React from 'react';
import { Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';

import type { Connection } from '../../api/connection-contracts';
import { useSetIntegrationCredentialsMutation } from '../../api/connections';
import { FormDialog } from '../../components/form-dialog';
import { Notice } from '../../components/notice';
import { useFormProblems } from '../../hooks/use-form-problems';
import { useText } from '../../hooks/use-text';
import {
  EMPTY_CREDENTIALS,
  enteredCredentials,
  isUntouched,
  missingCredentials,
  type CredentialField,
  type CredentialTexts,
} from './credential-fields';
import { CredentialInputs } from './credential-inputs';
import { useAuthorize } from './use-authorize';

interface ReconnectDialogProps {
  connection: Connection;
  fields: CredentialField[];
  /** Whether the fields may stay empty, since what they ask for is known already. */
  isKept: boolean;
  onClose: () => void;
}

/** Asks for the new credentials of a connection. They are tested, or lead to the service's own page, before they count. */
export const ReconnectDialog = ({ connection, fields, isKept, onClose }: ReconnectDialogProps) => {
  const t = useText();
  const { id, name, provider, auth, scopes } = connection;
  const { toggleNotification } = useNotification();
  const [texts, setTexts] = React.useState<CredentialTexts>(EMPTY_CREDENTIALS);
  const [save, { isLoading: isSaving }] = useSetIntegrationCredentialsMutation();
  const { authorize, isLoading: isBeginning } = useAuthorize();
  const { errorOf, otherErrors, forget, showServerError } = useFormProblems<CredentialTexts>({
    check: () => ({}),
    shownField: /^credentials\.\w+$/,
  });
  const isOAuth = auth === 'oauth2';
  const isEmpty = isUntouched(fields, texts);
  const isReady = (isKept && isEmpty) || missingCredentials(fields, texts).length === 0;

  const handleSubmit = async () => {
    const credentials = enteredCredentials(fields, texts);
    if (isOAuth) {
      const input = {
        provider,
        connectionId: id,
        ...(scopes && { scopes: scopes.asked }),
        ...(!isEmpty && { credentials }),
      };
      return authorize(input, showServerError);
    }
    const outcome = await save({ id, credentials });
    if ('error' in outcome) return showServerError(outcome.error);
    toggleNotification({ type: 'success', message: t('connections.reconnected', { name }) });
    onClose();
  };

  return (
    <FormDialog
      title={t('connections.reconnect-title', { name })}
      text={t(isOAuth ? 'connections.reconnect-text.client' : 'connections.reconnect-text')}
      submitLabel={t('connections.reconnect')}
      isRunning={isSaving || isBeginning}
      isDisabled={!isReady}
      onSubmit={handleSubmit}
      onClose={onClose}
    >
      {otherErrors.length > 0 && (
        <Notice variant="danger" title={t('connections.not-connected')}>
          {otherErrors.join(' ')}
        </Notice>
      )}
      {isKept && (
        <Typography tag="p" textColor="neutral600">
          {t('connections.reconnect-text.kept')}
        </Typography>
      )}
      <CredentialInputs
        auth={auth}
        fields={fields}
        texts={texts}
        isOptional={isKept}
        errorOf={errorOf}
        onChange={(changed) => {
          forget(['credentials']);
          setTexts(changed);
        }}
      />
    </FormDialog>
  );
};
