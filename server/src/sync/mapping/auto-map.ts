import type { MappableField } from '../../content/contracts';
import type { ResourceField } from '../../providers/resources/resource';
import type { FieldMapping } from './field-mapping';

/** Types of attributes that a kind of value can be put into as it is. */
const FITTING: Record<ResourceField['type'], readonly string[]> = {
  text: ['string', 'text', 'richtext', 'email', 'uid', 'enumeration', 'biginteger', 'media'],
  number: ['integer', 'biginteger', 'decimal', 'float'],
  boolean: ['boolean'],
  date: ['date', 'datetime'],
  datetime: ['datetime', 'timestamp', 'date'],
  list: ['json', 'media'],
  object: ['json'],
};

/** What services add to the name of a picture or another file where they say where it is: `image_url`, `image.src`. */
const OF_ADDRESS = /[._-]?(url|uri|src|href|link)$/i;

/**
 * Pairs fields that have the same name and fitting types: `display_name` and `displayName`, `price.amount` and `price`,
 * `image_url` and the picture `image`. A field is used once, by the nearest name.
 */
export function autoMap(
  resource: readonly ResourceField[],
  fields: readonly MappableField[],
): FieldMapping[] {
  const candidates = resource.flatMap((there) =>
    fields.flatMap((here) => {
      const path = here.media ? there.path.replace(OF_ADDRESS, '') : there.path;
      const nearness = nearnessOf(path, here.name);
      const fits =
        FITTING[there.type].includes(here.type) &&
        (there.type !== 'list' || here.media?.isMany !== false);
      return nearness > 0 && fits ? [{ there, here, nearness }] : [];
    }),
  );
  candidates.sort((a, b) => b.nearness - a.nearness);
  const used = new Set<string>();
  return candidates.flatMap(({ there, here }): FieldMapping[] => {
    if (used.has(`there ${there.path}`) || used.has(`here ${here.name}`)) return [];
    used.add(`there ${there.path}`).add(`here ${here.name}`);
    const flow = there.isReadOnly || here.media ? 'import' : 'both';
    return [{ field: here.name, path: there.path, flow }];
  });
}

/** 3 for the same name, 2 for the last name of a path, 1 for its first; 0 for none of it. */
function nearnessOf(path: string, name: string): number {
  const plain = plainName(name);
  const steps = path.split('.').map(plainName);
  if (plainName(path) === plain) return 3;
  if (steps.at(-1) === plain) return 2;
  return steps[0] === plain ? 1 : 0;
}

const plainName = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
