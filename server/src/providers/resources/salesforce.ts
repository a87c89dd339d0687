import type { ApiClient } from '../../http/client/api-client';
import { apiPath } from '../connectors/api-path';
import { salesforceConnector } from '../connectors/salesforce';
import { orNull } from './or-null';
import { parameterOf } from './parameters';
import { defineResource, type ParameterValues, type Resource } from './resource';
import { listedFields, listingQuery, resourceField } from './salesforce-query';

/** Of wide records, the usual 2,000 a page would be too much for one answer. */
const PAGE_HEADER = { 'sforce-query-options': 'batchSize=500' };

/**
 * Records of any object of Salesforce, standard or one's own. What they can hold, Salesforce describes itself. A listing is a
 * query over all fields, whose pages are parts of one result; a page's place in it is good for two days. Records in the
 * recycle bin are not listed, and not found.
 *
 * Salesforce knows no idempotency keys. An external id, as the field by which an entry is known, does what they would.
 *
 * @see https://developer.salesforce.com/docs/platform/api-rest/guide/resources-sobject-describe.html
 * @see https://developer.salesforce.com/docs/platform/api-rest/guide/dome-query.html
 * @see https://developer.salesforce.com/docs/platform/api-rest/guide/headers-queryoptions.html
 */
const records = defineResource({
  id: 'records',
  name: 'Records',
  parameters: [
    {
      name: 'object',
      label: 'Object',
      isRequired: true,
      description: 'Its name in the API: Account, Contact, Shelf__c',
    },
    {
      name: 'fields',
      label: 'Fields',
      description: 'Names of the fields to read, with commas between them. All by default',
    },
  ],
  idPath: 'Id',
  changedAtPath: 'SystemModstamp',
  isIncremental: true,
  async fields(client, parameters) {
    const described = await describe(client, parameters);
    return listedFields(described, parameters?.fields).map(resourceField);
  },

  async *list(client, { parameters, filter = {}, since, position, signal }) {
    const query =
      position === undefined
        ? { q: await queryOf(client, parameters, filter, since) }
        : // The place in the result is all that a further page is asked by.
          {};
    yield* client.paginate('/query', {
      query,
      headers: PAGE_HEADER,
      ...(position !== undefined && { position }),
      ...(signal && { signal }),
      maxPages: Infinity,
      cache: false,
    });
  },
  get: (client, id, options) => find(client, id, options?.parameters),
  async create(client, record, { parameters }) {
    const { createRecord } = salesforceConnector(client);
    const id = await createRecord(parameterOf(parameters, 'object'), { ...record });
    // Salesforce tells no more than the id.
    return find(client, id, parameters);
  },
  async update(client, id, changes, { parameters }) {
    const path = recordPath(id, parameters);
    const changed = await orNull(client.patch(path, changes));
    return changed === null ? null : find(client, id, parameters);
  },
  async delete(client, id, { parameters }) {
    await orNull(client.delete(recordPath(id, parameters)));
  },
});

async function describe(client: ApiClient, parameters: ParameterValues | undefined) {
  return (await salesforceConnector(client).describe(parameterOf(parameters, 'object'))).fields;
}

async function queryOf(
  client: ApiClient,
  parameters: ParameterValues | undefined,
  filter: ParameterValues,
  since: number | undefined,
): Promise<string> {
  const fields = listedFields(await describe(client, parameters), undefined);
  const selected = listedFields(fields, parameters?.fields);
  const object = parameterOf(parameters, 'object');
  return listingQuery({ object, selected, fields, filter, since }).text;
}

async function find(
  client: ApiClient,
  id: string,
  parameters: ParameterValues | undefined,
): Promise<unknown> {
  const answer = await orNull(client.get(recordPath(id, parameters), { cache: false }));
  return answer && answer.data;
}

function recordPath(id: string, parameters: ParameterValues | undefined): string {
  return apiPath`/sobjects/${parameterOf(parameters, 'object')}/${id}`;
}

export const salesforceResources: Resource[] = [records];
