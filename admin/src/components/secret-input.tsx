import * as React from 'react';
import { Field, IconButton } from '@strapi/design-system';
import { Eye, EyeStriked } from '@strapi/icons';

import { useText } from '../hooks/use-text';

interface SecretInputProps {
  name: string;
  value: string;
  onChange: (value: string) => void;
}

/** The input of a field for a secret: hidden while it is typed, unless somebody wants to see it. */
export const SecretInput = ({ name, value, onChange }: SecretInputProps) => {
  const t = useText();
  const [isShown, setIsShown] = React.useState(false);
  return (
    <Field.Input
      name={name}
      type={isShown ? 'text' : 'password'}
      value={value}
      autoComplete="new-password"
      spellCheck={false}
      onChange={(event) => onChange(event.currentTarget.value)}
      endAction={
        <IconButton
          type="button"
          size="XS"
          variant="ghost"
          label={t(isShown ? 'secret.hide' : 'incoming.form.secret-show')}
          onClick={() => setIsShown(!isShown)}
        >
          {isShown ? <EyeStriked /> : <Eye />}
        </IconButton>
      }
    />
  );
};
