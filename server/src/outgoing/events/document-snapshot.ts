import type { Strapi } from '../../feature';
import type { EndpointRecord } from '../endpoints/endpoint-record';
import { isRelational, type Model, type Schemas } from './public-entry';

export type EntryRow = Record<string, unknown> & {
  id: number;
  documentId: string;
  locale?: string | null;
  publishedAt?: string | Date | null;
};

/** The relational attributes that the endpoints' payloads and filters need of a content type. */
export function neededRelations(
  schemas: Schemas,
  uid: string,
  endpoints: EndpointRecord[],
): string[] {
  const attributes = schemas.getModel(uid)?.attributes ?? {};
  const named = endpoints.flatMap((endpoint) => [
    ...(endpoint.populate?.[uid] ?? []),
    ...(endpoint.filter ?? []).map(({ field }) => field.split('.')[0] ?? ''),
  ]);
  return [...new Set(named)].filter((name) => isRelational(attributes[name]));
}

/** Reads entries of a content type with some of their relations, within the current transaction. */
export function createSnapshots(strapi: Strapi, schemas: Schemas) {
  function populateOf(uid: string, relations: string[]): Record<string, unknown> {
    const attributes = schemas.getModel(uid)?.attributes ?? {};
    return Object.fromEntries(relations.map((name) => [name, populateAttribute(attributes[name])]));
  }

  /**
   * A component is part of the entry, however deep it lies in others, so what it refers to is needed to say what it
   * holds. What a relation leads to is an entry of its own, and its own relations are not.
   */
  function populateAttribute(attribute: Model['attributes'][string] | undefined): unknown {
    if (attribute?.component) return { populate: populateAll(attribute.component) };
    if (!attribute?.components) return true;
    return {
      on: Object.fromEntries(
        attribute.components.map((component) => [component, { populate: populateAll(component) }]),
      ),
    };
  }

  function populateAll(component: string): Record<string, unknown> {
    const attributes = schemas.getModel(component)?.attributes ?? {};
    const relations = Object.keys(attributes).filter((name) => isRelational(attributes[name]));
    return populateOf(component, relations);
  }

  return {
    /** All rows of a document (drafts, published versions, languages), narrowed by `where`. */
    async rowsOf(
      uid: string,
      documentId: string,
      relations: string[],
      where: Record<string, unknown> = {},
    ): Promise<EntryRow[]> {
      return strapi.db.query(uid).findMany({
        where: { ...where, documentId },
        populate: populateOf(uid, relations),
        orderBy: { id: 'asc' },
      });
    },

    /** Rows by id, in the order of the ids. */
    async rowsById(uid: string, ids: number[], relations: string[]): Promise<EntryRow[]> {
      const rows: EntryRow[] = await strapi.db.query(uid).findMany({
        where: { id: { $in: ids } },
        populate: populateOf(uid, relations),
      });
      return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
    },
  };
}

export type Snapshots = ReturnType<typeof createSnapshots>;
