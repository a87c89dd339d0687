import type { Strapi } from '../../feature';
import type { EndpointRecord } from '../endpoints/endpoint-record';
import { isRelational, type Model, type Schemas } from './public-entry';

export type EntryRow = Record<string, unknown> & {
  id: number;
  documentId: string;
  locale?: string | null;
  publishedAt?: string | Date | null;
};

/** The relational attributes with which an entry is read. */
export interface Shape {
  /** With everything that they lead to, for payloads and filters. */
  whole: string[];
  /** Only as far as it takes to tell whether they lead to something else now: there may be thousands of rows behind one. */
  compared?: string[];
}

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
  function populateOf(uid: string, { whole, compared = [] }: Shape): Record<string, unknown> {
    const attributes = schemas.getModel(uid)?.attributes ?? {};
    const populate = (names: string[], isWhole: boolean) =>
      names.map((name) => [name, populateAttribute(attributes[name], isWhole)]);
    return Object.fromEntries([...populate(compared, false), ...populate(whole, true)]);
  }

  /**
   * A component is part of the entry, however deep it lies in others, so what it refers to is needed to say what it
   * holds. What a relation leads to is an entry of its own, and its own relations are not.
   */
  function populateAttribute(
    attribute: Model['attributes'][string] | undefined,
    isWhole: boolean,
  ): unknown {
    if (attribute?.component) return { populate: populateAll(attribute.component, isWhole) };
    if (attribute?.components) {
      const parts = attribute.components.map((component) => [
        component,
        { populate: populateAll(component, isWhole) },
      ]);
      return { on: Object.fromEntries(parts) };
    }
    // One that leads to several types has no columns of its own to choose from.
    const hasOneTarget = attribute?.type === 'media' || attribute?.target !== undefined;
    return isWhole || !hasOneTarget ? true : { select: ['id', 'documentId'] };
  }

  function populateAll(component: string, isWhole: boolean): Record<string, unknown> {
    const attributes = schemas.getModel(component)?.attributes ?? {};
    const relations = Object.keys(attributes).filter((name) => isRelational(attributes[name]));
    return populateOf(
      component,
      isWhole ? { whole: relations } : { whole: [], compared: relations },
    );
  }

  return {
    /** All rows of a document (drafts, published versions, languages), narrowed by `where`. */
    async rowsOf(
      uid: string,
      documentId: string,
      shape: Shape,
      where: Record<string, unknown> = {},
    ): Promise<EntryRow[]> {
      return strapi.db.query(uid).findMany({
        where: { ...where, documentId },
        populate: populateOf(uid, shape),
        orderBy: { id: 'asc' },
      });
    },

    /** Rows by id, in the order of the ids. */
    async rowsById(uid: string, ids: number[], shape: Shape): Promise<EntryRow[]> {
      const rows: EntryRow[] = await strapi.db.query(uid).findMany({
        where: { id: { $in: ids } },
        populate: populateOf(uid, shape),
      });
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.flatMap((id) => byId.get(id) ?? []);
    },
  };
}

export type Snapshots = ReturnType<typeof createSnapshots>;
