import * as React from 'react';
import { Field, Flex, Typography } from '@strapi/design-system';

import type { ResourceParameter } from '../../../api/sync-contracts';
import { useText } from '../../../hooks/use-text';
import { parameterValue, withParameter } from './parameter-values';
import type { StepProps } from './step-props';

interface ParameterFieldProps extends StepProps {
  parameter: ResourceParameter;
}

const ParameterField = ({ parameter, form, isStored, errorOf, onChange }: ParameterFieldProps) => {
  const t = useText();
  const { name, label, description, isRequired = false } = parameter;
  const value = parameterValue(form.filter, name);
  const error = errorOf(`filter.${name}`);
  // Another value would mean other records; only what is missing in a stored job can be added.
  const [isFixed] = React.useState(isStored && value !== '');
  const notes = [description, isRequired ? undefined : t('sync.what.parameter-optional')];
  return (
    <Field.Root required={isRequired} error={error} hint={notes.filter(Boolean).join(' ')}>
      <Field.Label>{label}</Field.Label>
      <Field.Input
        name={`filter.${name}`}
        value={value}
        maxLength={500}
        spellCheck={false}
        disabled={isFixed && error === undefined}
        onChange={(event) =>
          onChange({ filter: withParameter(form.filter, name, event.currentTarget.value) })
        }
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};

/** What has to be known of some records before they can be listed: of which repository, of which sheet. */
export const ParameterFields = (props: StepProps) => {
  const t = useText();
  const { parameters } = props.surroundings.known;
  if (parameters.length === 0) return null;
  return (
    <Flex direction="column" alignItems="stretch" gap={4} paddingTop={4}>
      {!props.isStored && (
        <Typography textColor="neutral600">{t('sync.what.parameters')}</Typography>
      )}
      {parameters.map((parameter) => (
        <ParameterField key={parameter.name} parameter={parameter} {...props} />
      ))}
    </Flex>
  );
};
