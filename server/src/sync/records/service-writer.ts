import type { ApiClient } from '../../http/client/api-client';
import type { Resource } from '../../providers/resources/resource';
import type { ServiceWriter } from '../apply/apply-ports';
import type { FieldMapping } from '../mapping/field-mapping';
import { type AttributeOf, writeRecord } from '../mapping/record-mapping';
import type { ExternalState, Values } from '../plan/record-state';
import { isSameValue } from '../plan/same-value';

/** What a resource cannot do is found out before a run. */
class LacksCallError extends TypeError {
  readonly code = 'resource-lacks-call';
}

interface Dependencies {
  client: ApiClient;
  resource: Resource;
  mapping: readonly FieldMapping[];
  toState: (record: unknown) => Promise<ExternalState>;
  attributeOf: AttributeOf;
}

/** Writes records through the calls of a resource. */
export function createServiceWriter(dependencies: Dependencies): ServiceWriter {
  const { client, resource, mapping, toState, attributeOf } = dependencies;
  const isIdempotent = resource.isIdempotent === true;
  const under = (idempotencyKey: string) => (isIdempotent ? { idempotencyKey } : {});

  /** The record as it is now. */
  async function read(id: string): Promise<unknown> {
    if (!resource.get) throw new LacksCallError(`Single records of ${resource.id} cannot be read.`);
    return (await resource.get(client, id)) ?? null;
  }

  async function isAsExpected(record: unknown, expected: Values): Promise<boolean> {
    const { values } = await toState(record);
    return Object.entries(expected).every(([field, value]) => isSameValue(values[field], value));
  }

  return {
    isIdempotent,

    async create(values, idempotencyKey) {
      if (!resource.create) throw new LacksCallError(`Records of ${resource.id} cannot be made.`);
      const record = writeRecord(values, mapping, null, attributeOf);
      return toState(await resource.create(client, record, under(idempotencyKey)));
    },

    async update(id, { values, expected }, idempotencyKey) {
      if (!resource.update)
        throw new LacksCallError(`Records of ${resource.id} cannot be changed.`);
      const current = await read(id);
      if (current === null || !(await isAsExpected(current, expected))) return null;
      const changes = writeRecord(values, mapping, current, attributeOf);
      const changed = await resource.update(client, id, changes, under(idempotencyKey));
      return changed === null || changed === undefined ? null : toState(changed);
    },

    async delete(id, expected, idempotencyKey) {
      if (!resource.delete)
        throw new LacksCallError(`Records of ${resource.id} cannot be deleted.`);
      const current = await read(id);
      if (current === null) return true;
      if (!(await isAsExpected(current, expected))) return false;
      await resource.delete(client, id, under(idempotencyKey));
      return true;
    },
  };
}
