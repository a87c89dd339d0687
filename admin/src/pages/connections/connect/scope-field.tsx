import * as React from 'react';
import { Box, Button, Field, Flex, Tag, TextButton } from '@strapi/design-system';
import { Cross } from '@strapi/icons';

import { useText } from '../../../hooks/use-text';
import { addScopes } from './scope-list';

interface ScopeFieldProps {
  scopes: string[];
  /** What is asked for unless others are named. */
  defaults: string[];
  error?: string;
  onChange: (scopes: string[]) => void;
}

/** The permissions that the service is asked for: a list to which some are added and of which some are removed. */
export const ScopeField = ({ scopes, defaults, error, onChange }: ScopeFieldProps) => {
  const t = useText();
  const [entered, setEntered] = React.useState('');
  const add = () => {
    onChange(addScopes(scopes, entered));
    setEntered('');
  };

  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Flex gap={1} wrap="wrap">
        {scopes.map((scope) => (
          <Tag
            key={scope}
            icon={<Cross aria-hidden />}
            label={t('connections.form.scope-remove', { scope })}
            onClick={() => onChange(scopes.filter((other) => other !== scope))}
          >
            {scope}
          </Tag>
        ))}
      </Flex>
      <Field.Root name="scopes" error={error} hint={t('connections.form.scope-hint')}>
        <Field.Label>{t('connections.form.scope-add')}</Field.Label>
        <Flex gap={2} alignItems="stretch">
          <Box flex="1">
            <Field.Input
              name="scopes"
              value={entered}
              spellCheck={false}
              onChange={(event) => setEntered(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                // The form around is not to be sent with it.
                event.preventDefault();
                add();
              }}
            />
          </Box>
          <Button
            type="button"
            variant="secondary"
            size="L"
            disabled={entered.trim() === ''}
            onClick={add}
          >
            {t('action.add')}
          </Button>
        </Flex>
        <Field.Hint />
        <Field.Error />
      </Field.Root>
      {scopes.join() !== defaults.join() && (
        <Box>
          <TextButton type="button" onClick={() => onChange(defaults)}>
            {t('connections.form.scope-reset')}
          </TextButton>
        </Box>
      )}
    </Flex>
  );
};
