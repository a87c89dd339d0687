import { Field } from '@strapi/design-system';

import { valueAt } from '../../../../components/payload-path';
import { useText } from '../../../../hooks/use-text';

/** How much of a value is shown under its path. */
const SHOWN_CHARACTERS = 80;

interface PathInputProps {
  label: string;
  value: string;
  /** The event of the preview; undefined while there is none. */
  payload: unknown;
  /** The id of the list of suggestions. */
  list: string;
  error?: string;
  onFocus: () => void;
  onChange: (path: string) => void;
}

const excerpt = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
};

/** Where in an event a value stands, with what stands there in the event of the preview. */
export const PathInput = ({
  label,
  value,
  payload,
  list,
  error,
  onFocus,
  onChange,
}: PathInputProps) => {
  const t = useText();
  const found = valueAt(payload, value.trim());
  const hint =
    payload === undefined || value.trim() === ''
      ? undefined
      : found === undefined
        ? t('incoming.action.path-nothing')
        : t('incoming.action.path-value', { value: excerpt(found) });
  return (
    <Field.Root error={error} hint={hint}>
      <Field.Label>{label}</Field.Label>
      <Field.Input
        value={value}
        list={list}
        placeholder="data.object.id"
        autoComplete="off"
        spellCheck={false}
        onFocus={onFocus}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
