import { coerce } from '../../content/coerce';
import type { MappableAttribute } from '../../content/content-model';
import type { MediaType } from '../../content/contracts';
import { invalidInput } from '../../validate-input';
import { TransformError } from '../mapping/transforms';
import { readFileNames } from '../media/file-names';
import { inOneForm, keysIn } from '../references/reference';
import type { StoredAnswer } from './conflict-store';

/**
 * An answer with its values as the content type holds them: what Strapi would refuse must not reach the service first.
 *
 * @throws {errors.ValidationError} naming the fields that do not fit
 */
export function fitAnswer(
  { values, survivor }: StoredAnswer,
  attributeOf: (field: string) => MappableAttribute | undefined,
): StoredAnswer {
  const fitted = Object.entries(values).map(([field, value]) => {
    const attribute = attributeOf(field);
    return [field, attribute && fitValue(attribute, value ?? null)] as const;
  });
  const problems = fitted
    .filter(([, value]) => value === undefined)
    .map(([field]) => ({ path: ['fields', field], message: `This does not fit into "${field}".` }));
  if (problems.length > 0) throw invalidInput(problems);
  return { values: Object.fromEntries(fitted), survivor };
}

/** Undefined for what does not fit. Of a relation, what names the entries is asked for again when it is written. */
function fitValue(attribute: MappableAttribute, value: unknown): unknown {
  const { relation, media } = attribute;
  if (media) return fitFiles(media, value);
  if (!relation) return coerce(attribute, value);
  const keys = keysIn(value === '' ? null : value);
  if (!keys.every((key) => typeof key === 'string' || typeof key === 'number')) return undefined;
  if (relation.isMany) return inOneForm(keys);
  return keys.length > 1 ? undefined : (keys[0] ?? null);
}

function fitFiles(media: MediaType, value: unknown): unknown {
  try {
    return readFileNames(media, value);
  } catch (error) {
    if (error instanceof TransformError) return undefined;
    throw error;
  }
}
