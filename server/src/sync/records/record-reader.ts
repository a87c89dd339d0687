import { inMilliseconds } from '../../content/coerce';
import type { ContentModel } from '../../content/content-model';
import { valueAt } from '../../http/client/value-at';
import type { Resource } from '../../providers/resources/resource';
import type { Evaluations } from '../expressions/evaluation';
import type { FieldMapping } from '../mapping/field-mapping';
import { readRecord } from '../mapping/record-mapping';
import type { ExternalState } from '../plan/record-state';

/** A record without an id is not one of its kind, and nothing of the listing can be trusted. */
export class RecordError extends Error {
  readonly code = 'record-malformed';
}

const LONGEST_ID = 2_000;

interface Dependencies {
  resource: Pick<Resource, 'name' | 'idPath' | 'changedAtPath'>;
  mapping: readonly FieldMapping[];
  attributeOf: (field: string) => ReturnType<ContentModel['attribute']>;
}

/** Reads records of one resource as a plan compares them. */
export function createRecordReader({ resource, mapping, attributeOf }: Dependencies) {
  const { name, idPath, changedAtPath } = resource;

  return function toState(record: unknown, evaluations?: Evaluations): ExternalState {
    const found = valueAt(record, idPath);
    const id = typeof found === 'number' || typeof found === 'string' ? String(found) : '';
    if (id === '' || id.length > LONGEST_ID) {
      throw new RecordError(`One of the ${name} has no usable id at "${idPath}".`);
    }
    const { values, problems } = readRecord(record, mapping, attributeOf, evaluations);
    const changedAt = changedAtPath === undefined ? null : momentOf(valueAt(record, changedAtPath));
    return { id, changedAt, values, problems };
  };
}

export type RecordReader = ReturnType<typeof createRecordReader>;

/** In milliseconds since 1970; null where it cannot be read. */
function momentOf(value: unknown): number | null {
  if (typeof value === 'number' && Number.isFinite(value)) return inMilliseconds(value);
  const ms = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(ms) ? null : ms;
}
