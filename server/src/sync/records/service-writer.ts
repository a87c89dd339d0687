import type { ApiClient } from '../../http/client/api-client';
import type { Resource } from '../../providers/resources/resource';
import type { ServiceWriter } from '../apply/apply-ports';
import type { FieldMapping } from '../mapping/field-mapping';
import { writeRecord } from '../mapping/record-mapping';
import type { Values } from '../plan/record-state';
import { isSameValue } from '../plan/same-value';
import type { RecordReader } from './record-reader';

/** What the resource cannot do is found out before a run, so that this is a fault of the plugin's. */
class CannotWrite extends TypeError {}

interface Dependencies {
  client: ApiClient;
  resource: Resource;
  mapping: readonly FieldMapping[];
  toState: RecordReader;
}

/** Writes records through the calls of a resource. */
export function createServiceWriter(dependencies: Dependencies): ServiceWriter {
  const { client, resource, mapping, toState } = dependencies;
  const isIdempotent = resource.isIdempotent === true;
  const under = (idempotencyKey: string) => (isIdempotent ? { idempotencyKey } : {});

  /** The record as it is; null if it is gone, or holds something else than was expected. */
  async function expected(id: string, values: Values): Promise<unknown> {
    if (!resource.get) throw new CannotWrite(`Single records of ${resource.id} cannot be read.`);
    const record = (await resource.get(client, id)) ?? null;
    if (record === null) return null;
    const now = toState(record).values;
    const isAsExpected = Object.entries(values).every(([field, value]) =>
      isSameValue(now[field], value),
    );
    return isAsExpected ? record : null;
  }

  return {
    isIdempotent,

    async create(values, idempotencyKey) {
      if (!resource.create) throw new CannotWrite(`Records of ${resource.id} cannot be made.`);
      const record = writeRecord(values, mapping, null);
      return toState(await resource.create(client, record, under(idempotencyKey)));
    },

    async update(id, { values, expected: before }, idempotencyKey) {
      if (!resource.update) throw new CannotWrite(`Records of ${resource.id} cannot be changed.`);
      const current = await expected(id, before);
      if (current === null) return null;
      const changes = writeRecord(values, mapping, current);
      const changed = await resource.update(client, id, changes, under(idempotencyKey));
      return changed === null || changed === undefined ? null : toState(changed);
    },

    async delete(id, values, idempotencyKey) {
      if (!resource.delete || !resource.get) {
        throw new CannotWrite(`Records of ${resource.id} cannot be deleted.`);
      }
      if (((await resource.get(client, id)) ?? null) === null) return true;
      if ((await expected(id, values)) === null) return false;
      await resource.delete(client, id, under(idempotencyKey));
      return true;
    },
  };
}
