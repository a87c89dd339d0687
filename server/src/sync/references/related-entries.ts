import type { RelatedType } from '../../content/contracts';
import type { Strapi } from '../../feature';
import { findInParts } from '../find-in-parts';
import { externalKeyOf } from '../links/link-store';
import { SYNC_LINK_UID } from '../uids';
import type { EntryReference, Key } from './reference';

/** An entry that a relation leads to. */
export interface RelatedEntry {
  documentId: string;
  /** What names it; null for one that nothing names. */
  key: Key | null;
}

interface Pair {
  documentId: string;
  externalId: string;
}

interface Sought {
  reference: EntryReference;
  relation: RelatedType;
  /** Of entries that have languages; null for others. */
  locale: string | null;
}

/** Entries of other content types, by what names them. */
export function createRelatedEntries(strapi: Strapi, { reference, relation, locale }: Sought) {
  const { contentType, hasDrafts, isLocalized, titleField } = relation;
  const version = { ...(hasDrafts && { publishedAt: null }), ...(isLocalized && { locale }) };
  const links = () => strapi.db.query(SYNC_LINK_UID);

  async function findByField(field: string, keys: Key[]): Promise<RelatedEntry[]> {
    const entries = await strapi.db.query(contentType).findMany({
      select: ['documentId', field],
      where: { [field]: { $in: keys }, ...version },
    });
    return entries.map((entry) => ({ documentId: entry.documentId, key: entry[field] }));
  }

  async function findByJob(jobId: number, keys: Key[]): Promise<RelatedEntry[]> {
    const rows: Pair[] = await links().findMany({
      select: ['documentId', 'externalId'],
      where: { jobId, externalKey: { $in: keys.map((key) => externalKeyOf(String(key))) } },
    });
    const there = await existing(rows.map(({ documentId }) => documentId));
    return rows
      .filter(({ documentId }) => there.has(documentId))
      .map(({ documentId, externalId }) => ({ documentId, key: externalId }));
  }

  /** A pair may stand for an entry that was deleted since. */
  async function existing(documentIds: string[]): Promise<Set<string>> {
    const entries = await strapi.db.query(contentType).findMany({
      select: ['documentId'],
      where: { documentId: { $in: documentIds }, ...version },
    });
    return new Set(entries.map(({ documentId }) => documentId));
  }

  return {
    /** What a query for entries has to bring along of a relation, so that `keysOf` can tell. */
    populate: {
      select: ['documentId', ...(reference.by === 'field' ? [reference.field] : [])],
      ...(hasDrafts && { where: { publishedAt: null } }),
    },

    /** Those that have one of these names. Several may share one. */
    find: (keys: readonly Key[]): Promise<RelatedEntry[]> =>
      findInParts(keys, (part) =>
        reference.by === 'field'
          ? findByField(reference.field, part)
          : findByJob(reference.jobId, part),
      ),

    /** What names the entries that were brought along, by their ids. */
    async keysOf(entries: readonly Record<string, unknown>[]): Promise<Map<string, Key>> {
      const ids = [...new Set(entries.map(({ documentId }) => String(documentId)))];
      if (reference.by === 'job') {
        const { jobId } = reference;
        const rows = await findInParts(ids, (part): Promise<Pair[]> =>
          links().findMany({
            select: ['documentId', 'externalId'],
            where: { jobId, documentId: { $in: part } },
          }),
        );
        return new Map(rows.map((row) => [row.documentId, row.externalId]));
      }
      return new Map(
        entries.flatMap((entry) => {
          const key = entry[reference.field] as Key | null;
          return key === null || key === '' ? [] : [[String(entry.documentId), key] as const];
        }),
      );
    },

    /** What they are shown by, by their ids. */
    async titlesOf(documentIds: string[]): Promise<Map<string, string>> {
      if (titleField === null) return new Map();
      const entries = await strapi.db.query(contentType).findMany({
        select: ['documentId', titleField],
        where: { documentId: { $in: documentIds }, ...version },
      });
      return new Map(
        entries.map((entry) => [entry.documentId, String(entry[titleField] ?? '')] as const),
      );
    },
  };
}

export type RelatedEntries = ReturnType<typeof createRelatedEntries>;
