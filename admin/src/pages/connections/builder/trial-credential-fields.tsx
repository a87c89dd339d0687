import { Field, Flex } from '@strapi/design-system';

import { SecretInput } from '../../../components/secret-input';
import { SelectField } from '../../../components/select-field';
import { TextField } from '../../../components/text-field';
import { useRights } from '../../../hooks/use-rights';
import { useText } from '../../../hooks/use-text';
import type { StepProps } from './step-props';
import { trialFieldsOf, trialLabelKey, type TrialField } from './trial-request';

const TYPED = 'typed';

/** With whose access a request is tried: with that of a connected account, or with one that is entered for it. */
export const TrialCredentialFields = ({
  form,
  connections,
  trial,
}: Pick<StepProps, 'form' | 'connections' | 'trial'>) => {
  const t = useText();
  const { canTestConnections } = useRights();
  const { access, changeAccess } = trial;
  const { kind } = form.auth;
  const usable = connections.filter(({ status }) => status !== 'disconnected');
  const change = (field: TrialField, value: string) =>
    changeAccess({ credentials: { ...access.credentials, [field]: value } });

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {canTestConnections && usable.length > 0 && (
        <SelectField
          label={t('builder.trial.with')}
          hint={access.connectionId === null ? undefined : t('builder.trial.stored-hint')}
          value={access.connectionId === null ? TYPED : String(access.connectionId)}
          options={[
            { value: TYPED, label: t('builder.trial.typed') },
            ...usable.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          onChange={(value) =>
            changeAccess({ connectionId: value === TYPED ? null : Number(value) })
          }
        />
      )}
      {access.connectionId === null &&
        trialFieldsOf(kind).map((field) =>
          field === 'username' ? (
            <TextField
              key={field}
              name={`trial.${field}`}
              label={t(trialLabelKey(kind, field))}
              value={access.credentials[field]}
              onChange={(value) => change(field, value)}
            />
          ) : (
            <Field.Root key={field} hint={t('builder.trial.not-stored')}>
              <Field.Label>{t(trialLabelKey(kind, field))}</Field.Label>
              <SecretInput
                name={`trial.${field}`}
                value={access.credentials[field]}
                onChange={(value) => change(field, value)}
              />
              <Field.Hint />
            </Field.Root>
          ),
        )}
    </Flex>
  );
};
