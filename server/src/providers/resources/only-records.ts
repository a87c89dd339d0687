import { defineResource, type Resource } from './resource';

/**
 * A resource without what its service mixes in that is none of its records: pull requests among issues, records that were
 * deleted.
 */
export function onlyRecords(resource: Resource, isOne: (record: unknown) => boolean): Resource {
  const { list, get } = resource;
  return defineResource({
    ...resource,
    async *list(client, options) {
      for await (const { records, position } of list(client, options)) {
        yield { records: records.filter(isOne), position };
      }
    },
    get:
      get &&
      (async (client, id, options) => {
        const record = await get(client, id, options);
        return record !== null && isOne(record) ? record : null;
      }),
  });
}
