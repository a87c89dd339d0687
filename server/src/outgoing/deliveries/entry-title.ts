import type { Strapi } from '../../feature';

/** A headline; what is longer is a text. */
const MAX_LENGTH = 200;

interface TypeSettings {
  findConfiguration(type: { uid: string }): Promise<{ settings?: { mainField?: string } }>;
}

/**
 * Tells the title of the entry that a message is about: the field by which the Content Manager names entries of its type,
 * as it was sent. So it is public, and stays known when the entry is gone.
 */
export function createEntryTitles(strapi: Strapi) {
  async function mainFieldOf(uid: string): Promise<string | undefined> {
    if (!Object.hasOwn(strapi.contentTypes, uid)) return undefined;
    const types: TypeSettings = strapi.plugin('content-manager').service('content-types');
    return (await types.findConfiguration({ uid })).settings?.mainField;
  }

  /**
   * @param body of the message, as JSON
   * @returns null where the body has no entry, or none with a title
   */
  return async function titleOf(contentType: string, body: string): Promise<string | null> {
    const field = await mainFieldOf(contentType);
    return field === undefined ? null : sentField(body, field);
  };
}

export type EntryTitles = ReturnType<typeof createEntryTitles>;

/** A text or a number of the entry that a body carries; null where it has none of the name. */
export function sentField(body: string, field: string): string | null {
  const { data } = JSON.parse(body) as { data?: { entry?: object } | null };
  const entry = data?.entry ?? {};
  if (!Object.hasOwn(entry, field)) return null;
  const value = (entry as Record<string, unknown>)[field];
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  return text === '' ? null : text.slice(0, MAX_LENGTH);
}
