import {
  Checkbox,
  Field,
  Flex,
  Grid,
  NumberInput,
  SingleSelect,
  SingleSelectOption,
} from '@strapi/design-system';

import type { SettingField, SettingTexts } from './settings-schema';

/** What a setting is called, what it means, and what each of its choices is called where that is not itself. */
export interface SettingWords {
  label: string;
  hint: string;
  choice?: (choice: string) => string;
}

interface InputProps {
  field: SettingField;
  value: string;
  choiceWord?: SettingWords['choice'];
  onChange: (text: string) => void;
}

const Input = ({ field, value, choiceWord, onChange }: InputProps) => {
  const { name, kind, choices, initial } = field;
  if (kind === 'choice') {
    return (
      <SingleSelect value={value} onChange={(choice) => onChange(String(choice))}>
        {choices.map((choice) => (
          <SingleSelectOption key={choice} value={choice}>
            {choiceWord?.(choice) ?? choice}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    );
  }
  if (kind === 'number') {
    return (
      <NumberInput
        name={`settings.${name}`}
        value={value === '' ? undefined : Number(value)}
        placeholder={initial}
        onValueChange={(number) => onChange(number === undefined ? '' : String(number))}
      />
    );
  }
  return (
    <Field.Input
      name={`settings.${name}`}
      value={value}
      spellCheck={false}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
};

interface SettingsFieldsProps {
  wordsOf: (field: SettingField) => SettingWords;
  fields: SettingField[];
  texts: SettingTexts;
  errorOf: (path: string) => string | undefined;
  onChange: (texts: SettingTexts) => void;
}

/** What a source or a connection can be set up with, as the schema of its service describes it. */
export const SettingsFields = ({
  wordsOf,
  fields,
  texts,
  errorOf,
  onChange,
}: SettingsFieldsProps) => {
  return (
    <Grid.Root gap={4}>
      {fields.map((field) => {
        const { name, kind, isRequired } = field;
        const { label, hint, choice } = wordsOf(field);
        const change = (text: string) => onChange({ ...texts, [name]: text });
        return (
          <Grid.Item key={name} col={6} xs={12} direction="column" alignItems="stretch">
            <Field.Root required={isRequired} error={errorOf(`settings.${name}`)} hint={hint}>
              {kind === 'switch' ? (
                <Checkbox
                  checked={texts[name] === 'true'}
                  onCheckedChange={(isChecked) => change(String(isChecked === true))}
                >
                  {label}
                </Checkbox>
              ) : (
                <>
                  <Field.Label>{label}</Field.Label>
                  <Input
                    field={field}
                    value={texts[name] ?? ''}
                    choiceWord={choice}
                    onChange={change}
                  />
                </>
              )}
              <Flex direction="column" alignItems="flex-start">
                <Field.Hint />
                <Field.Error />
              </Flex>
            </Field.Root>
          </Grid.Item>
        );
      })}
    </Grid.Root>
  );
};
