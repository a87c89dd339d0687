/** A setting of a provider as a field: what can be entered, what it means, and what it is without an entry. */
export interface SettingField {
  name: string;
  kind: 'text' | 'choice' | 'number' | 'switch';
  isRequired: boolean;
  /** In English, as the provider's file says it; '' without one. */
  description: string;
  choices: string[];
  initial: string;
}

/** The settings as they are edited: text by name. A switch is `true` or `false`. */
export type SettingTexts = Record<string, string>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const kindOf = (property: Record<string, unknown>): SettingField['kind'] | null => {
  if (Array.isArray(property.enum)) return 'choice';
  if (property.type === 'string') return 'text';
  if (property.type === 'integer' || property.type === 'number') return 'number';
  if (property.type === 'boolean') return 'switch';
  return null;
};

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';

/**
 * The fields of a JSON Schema of an object with texts, choices, numbers and switches. What is of another type has no
 * field, and its stored value is kept.
 */
export const fieldsOf = (schema: Record<string, unknown> | null): SettingField[] => {
  const properties = isObject(schema?.properties) ? schema.properties : {};
  const required: unknown[] = Array.isArray(schema?.required) ? schema.required : [];
  return Object.entries(properties).flatMap(([name, property]) => {
    const kind = isObject(property) ? kindOf(property) : null;
    if (!isObject(property) || !kind) return [];
    const isRequired = required.includes(name) && !('default' in property);
    const choices = Array.isArray(property.enum) ? property.enum.map(textOf) : [];
    const initial =
      textOf(property.default) ||
      (kind === 'switch' ? 'false' : isRequired ? (choices[0] ?? '') : '');
    const description = textOf(property.description);
    return [{ name, kind, isRequired, description, choices, initial }];
  });
};

/** What the fields show for stored settings; for new ones, the defaults. */
export const toTexts = (
  fields: SettingField[],
  settings: Record<string, unknown> = {},
): SettingTexts =>
  Object.fromEntries(
    fields.map(({ name, initial }) => [name, name in settings ? textOf(settings[name]) : initial]),
  );

const valueOf = ({ kind, initial }: SettingField, text: string): unknown => {
  if (kind === 'number') return text.trim() === '' ? undefined : Number(text);
  if (kind === 'switch') return text === 'true';
  // An emptied field with a default means "none", one without a default was left out.
  return text === '' && initial === '' ? undefined : text;
};

/** The settings of the texts; optional ones without an entry are left out, and stored ones without a field are kept. */
export const toSettings = (
  fields: SettingField[],
  texts: SettingTexts,
  stored: Record<string, unknown> = {},
): Record<string, unknown> => {
  const names = fields.map(({ name }) => name);
  const kept = Object.entries(stored).filter(([name]) => !names.includes(name));
  const entered = fields
    .map((field) => [field.name, valueOf(field, texts[field.name] ?? '')] as const)
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries([...kept, ...entered]);
};

/** The required settings without an entry. */
export const missingSettings = (fields: SettingField[], texts: SettingTexts): string[] =>
  fields
    .filter(({ name, isRequired }) => isRequired && (texts[name] ?? '').trim() === '')
    .map(({ name }) => name);
