import type { ApiClient } from '../../http/client/api-client';
import type { CallOptions } from '../../http/client/api-request';
import type { Fields } from './records';

/** As many records go into one request. */
const MAX_RECORDS = 200;

/** What became of one record of a collection. */
export interface SaveResult {
  /** Null where it failed. */
  id: string | null;
  success: boolean;
  /** Of an upsert that went through: whether the record is new. */
  created?: boolean;
  errors: { statusCode: string; message: string; fields: string[] }[];
}

/** Where records of a collection are sent, and how. */
interface CollectionRoute {
  method: 'post' | 'patch';
  /** Default: by their ids. */
  path?: string;
}

/** Some requests of a collection went through before one failed. What they wrote, `results` tells, in order. */
export class CollectionInterruptedError extends Error {
  readonly code = 'collection-interrupted';

  constructor(
    readonly results: SaveResult[],
    total: number,
    cause: unknown,
  ) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `Salesforce answered for ${results.length} of ${total} records; the rest may not have been saved. ${reason}`,
      { cause },
    );
    this.name = 'CollectionInterruptedError';
  }
}

/**
 * Saves any number of records of one object, 200 a request, one request after the other. A record that is refused leaves
 * the others alone, and its result tells why.
 *
 * @returns a result for every record, in their order
 * @throws {CollectionInterruptedError} where a whole request fails and an earlier one did not
 * @see https://developer.salesforce.com/docs/platform/api-rest/guide/resources-composite-sobjects-collections.html
 */
export async function saveCollection(
  client: ApiClient,
  { method, path = '/composite/sobjects' }: CollectionRoute,
  object: string,
  records: readonly Fields[],
  options?: CallOptions,
): Promise<SaveResult[]> {
  const results: SaveResult[] = [];
  for (let start = 0; start < records.length; start += MAX_RECORDS) {
    const part = records.slice(start, start + MAX_RECORDS);
    const body = {
      allOrNone: false,
      records: part.map((record) => ({ ...record, attributes: { type: object } })),
    };
    try {
      const { data } = await client[method]<SavedRecord[]>(path, body, options);
      results.push(...part.map((_record, index) => resultOf(data[index])));
    } catch (error) {
      if (results.length === 0) throw error;
      throw new CollectionInterruptedError(results, records.length, error);
    }
  }
  return results;
}

type SavedRecord = Omit<SaveResult, 'id'> & { id?: string };

function resultOf(saved: SavedRecord | undefined): SaveResult {
  const missing = { statusCode: 'NO_RESULT', message: 'Salesforce told no result.', fields: [] };
  if (!saved) return { id: null, success: false, errors: [missing] };
  return { ...saved, id: saved.id ?? null };
}
