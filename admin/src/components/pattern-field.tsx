import * as React from 'react';
import { Box, Button, Field, Flex } from '@strapi/design-system';
import { Plus } from '@strapi/icons';

import { useText } from '../hooks/use-text';

interface PatternFieldProps {
  label: string;
  hint: string;
  placeholder: string;
  /** What is said of a text that is none. */
  problem: string;
  isPattern: (text: string) => boolean;
  onAdd: (pattern: string) => void;
}

/** Adds a type of event that is not in a list, or a pattern of several. */
export const PatternField = ({
  label,
  hint,
  placeholder,
  problem,
  isPattern,
  onAdd,
}: PatternFieldProps) => {
  const t = useText();
  const [text, setText] = React.useState('');
  const [error, setError] = React.useState<string>();

  const add = () => {
    const pattern = text.trim();
    if (!isPattern(pattern)) return setError(problem);
    onAdd(pattern);
    setText('');
    setError(undefined);
  };

  return (
    <Field.Root error={error} hint={hint}>
      <Field.Label>{label}</Field.Label>
      <Flex gap={2} alignItems="stretch">
        <Box flex="1">
          <Field.Input
            value={text}
            placeholder={placeholder}
            spellCheck={false}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              // Enter adds the pattern; the form is sent by its own button.
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add();
            }}
          />
        </Box>
        <Button type="button" variant="secondary" size="L" startIcon={<Plus />} onClick={add}>
          {t('action.add')}
        </Button>
      </Flex>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
