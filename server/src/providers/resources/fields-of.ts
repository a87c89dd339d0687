import type { ResourceField } from './resource';

type PathsByType = Partial<Record<ResourceField['type'], readonly string[]>>;

/** Fields that have everything but their types in common: `fieldsOf({ text: ['name'], number: ['stock'] })`. */
export function fieldsOf(
  paths: PathsByType,
  traits: Pick<ResourceField, 'isReadOnly' | 'isRequired' | 'isCreateOnly'> = {},
): ResourceField[] {
  return Object.entries(paths).flatMap(([type, names]) =>
    names.map((path) => ({ path, type: type as ResourceField['type'], ...traits })),
  );
}

export const READ_ONLY = { isReadOnly: true };
export const REQUIRED = { isRequired: true };
export const CREATE_ONLY = { isCreateOnly: true };
