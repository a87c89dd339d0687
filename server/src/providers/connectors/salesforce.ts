import type { ApiClient } from '../../http/client/api-client';
import type { CallOptions } from '../../http/client/api-request';
import { apiPath } from './api-path';
import { saveCollection } from './salesforce-collections';
import { type Fields, recordsOf } from './records';
import { escapeSoql, rawSoql, Soql, soql, soqlName, soqlPattern } from './soql';

export interface SalesforceRecord {
  attributes: { type: string; url: string };
  [field: string]: unknown;
}

export interface UpsertResult {
  /** Null where Salesforce does not tell it, which older versions do on an update. */
  id: string | null;
  isCreated: boolean;
}

export interface SalesforceField {
  name: string;
  label: string;
  type: string;
  nillable: boolean;
  createable: boolean;
  updateable: boolean;
  externalId: boolean;
  [property: string]: unknown;
}

export interface SalesforceObject {
  name: string;
  label: string;
  fields: SalesforceField[];
  [property: string]: unknown;
}

/**
 * Records of Salesforce. An object is named as in its API: `Account`, `Shelf__c`. A query has to be made by `soql`, which
 * escapes its values, or by `rawSoql`.
 *
 * @see https://developer.salesforce.com/docs/platform/api-rest/overview
 */
export const salesforceConnector = (client: ApiClient) => {
  /** The records of a query, of all its pages. Relations that are lists hold their first page. */
  function query<T extends Fields = SalesforceRecord>(statement: Soql, options?: CallOptions) {
    if (!(statement instanceof Soql)) {
      throw new TypeError('Write the query with soql`…`, which escapes its values.');
    }
    return recordsOf(
      client.paginate<T>('/query', { ...options, query: { ...options?.query, q: statement.text } }),
    );
  }

  return {
    soql,
    rawSoql,
    soqlName,
    escapeSoql,
    soqlPattern,

    query,

    /**
     * The records of a query as one list, which has to fit into memory. Not Salesforce's `queryAll`, which digs up deleted
     * ones.
     */
    async queryAll<T extends Fields = SalesforceRecord>(
      statement: Soql,
      options?: CallOptions,
    ): Promise<T[]> {
      const records: T[] = [];
      for await (const record of query<T>(statement, options)) records.push(record);
      return records;
    },

    async createRecord(object: string, fields: Fields, options?: CallOptions): Promise<string> {
      const path = apiPath`/sobjects/${object}`;
      return (await client.post<{ id: string }>(path, fields, options)).data.id;
    },

    async updateRecord(
      object: string,
      id: string,
      fields: Fields,
      options?: CallOptions,
    ): Promise<void> {
      await client.patch(apiPath`/sobjects/${object}/${id}`, fields, options);
    },

    /** Updates the record with this value in a field that is an external id, or creates it. */
    async upsertRecord(
      object: string,
      externalIdField: string,
      value: string | number,
      fields: Fields,
      options?: CallOptions,
    ): Promise<UpsertResult> {
      const path = apiPath`/sobjects/${object}/${externalIdField}/${value}`;
      const { status, data } = await client.patch<{ id?: string } | null>(path, fields, options);
      return { id: data?.id ?? null, isCreated: status === 201 };
    },

    createRecords: (object: string, records: readonly Fields[], options?: CallOptions) =>
      saveCollection(client, { method: 'post' }, object, records, options),

    /** Each with its `id`. */
    updateRecords: (
      object: string,
      records: readonly (Fields & { id: string })[],
      options?: CallOptions,
    ) => saveCollection(client, { method: 'patch' }, object, records, options),

    /** Each with a value in a field that is an external id: the record that has it is updated, where none has, one is created. */
    upsertRecords: (
      object: string,
      externalIdField: string,
      records: readonly Fields[],
      options?: CallOptions,
    ) => {
      const path = apiPath`/composite/sobjects/${object}/${externalIdField}`;
      return saveCollection(client, { method: 'patch', path }, object, records, options);
    },

    async describe(object: string, options?: CallOptions): Promise<SalesforceObject> {
      const path = apiPath`/sobjects/${object}/describe`;
      return (await client.get<SalesforceObject>(path, options)).data;
    },
  };
};
