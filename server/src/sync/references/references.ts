import type { MappableAttribute } from '../../content/content-model';
import type { RelatedType } from '../../content/contracts';
import type { Strapi } from '../../feature';
import type { FieldMapping } from '../mapping/field-mapping';
import type { Policy } from '../plan/policy';
import type { Awaited, ExternalState, Values } from '../plan/record-state';
import { type EntryReference, inOneForm, type Key, keysIn } from './reference';
import { createRelatedEntries, type RelatedEntry } from './related-entries';

interface Dependencies {
  mapping: readonly FieldMapping[];
  attributeOf: (field: string) => MappableAttribute | undefined;
  locale: string | null;
  direction: Policy['direction'];
}

type Entry = Readonly<Record<string, unknown>>;

/** What is related to an entry, by what names it. */
export interface Related {
  values: Values;
  awaited: Awaited[];
}

/** The relations of a mapping: entries of other content types, named by what a record says of them. */
export function createReferences(
  strapi: Strapi,
  { mapping, attributeOf, locale, direction }: Dependencies,
) {
  const relations = mapping.flatMap(({ field, flow, reference }) => {
    const relation = attributeOf(field)?.relation;
    if (!reference || reference.by === 'url' || !relation) return [];
    const entries = createRelatedEntries(strapi, { reference, relation, locale });
    const comesIn = direction !== 'export' && flow !== 'export';
    const goesOut = direction !== 'import' && flow !== 'import';
    return [{ field, comesIn, goesOut, reference, relation, entries }];
  });
  type Relation = (typeof relations)[number];

  async function settleField(
    { field, comesIn, reference, relation, entries }: Relation,
    records: readonly ExternalState[],
  ): Promise<ExternalState[]> {
    const named = new Set(records.flatMap(({ values }) => keysIn(values[field])));
    const found = byKey(named.size > 0 ? await entries.find([...named]) : []);
    return records.map((record) => {
      const keys = keysIn(record.values[field]);
      const missing = keys.filter((key) => found.get(key)?.length !== 1);
      if (missing.length === 0) return record;
      const known = inOneForm(keys.filter((key) => !missing.includes(key)));
      const value = relation.isMany ? known : (known?.[0] ?? null);
      const waits = missing.map((key) => ({
        side: 'external' as const,
        field,
        message: whyOpen(reference, relation, key, found.has(key)),
      }));
      return {
        ...record,
        values: { ...record.values, [field]: value },
        awaited: [...(record.awaited ?? []), ...(comesIn ? waits : [])],
      };
    });
  }

  return {
    /** What a query for entries has to bring along. */
    populate: Object.fromEntries(relations.map(({ field, entries }) => [field, entries.populate])),

    /**
     * Records with their relations as far as the entries that they lead to are there. The rest is left open and told, so
     * that it is news once such an entry is there.
     */
    async settle(records: readonly ExternalState[]): Promise<ExternalState[]> {
      let settled = [...records];
      for (const relation of relations) settled = await settleField(relation, settled);
      return settled;
    },

    /** What entries are related to, one by one in their order. */
    async relatedOf(rows: readonly Entry[]): Promise<Related[]> {
      const related = rows.map((): Related => ({ values: {}, awaited: [] }));
      for (const { field, goesOut, reference, relation, entries } of relations) {
        const others = rows.map((row) => [row[field] ?? []].flat() as Record<string, unknown>[]);
        const keys = await entries.keysOf(others.flat());
        related.forEach((one, index) => {
          const ids = (others[index] ?? []).map(({ documentId }) => String(documentId));
          const known = inOneForm(ids.flatMap((id) => keys.get(id) ?? []));
          const value = relation.isMany ? known : (known?.[0] ?? null);
          one.values = { ...one.values, [field]: value };
          const unnamed = ids.filter((id) => !keys.has(id)).length;
          if (unnamed > 0 && goesOut) {
            const message = whyUntold(reference, relation, unnamed);
            one.awaited.push({ side: 'document', field, message });
          }
        });
      }
      return related;
    },

    /**
     * Values as the document service takes them. Of relations to several it is only told what is different from before: what
     * nothing names stays.
     */
    async dataFor(values: Values, before: Values): Promise<Record<string, unknown>> {
      const data: Record<string, unknown> = { ...values };
      for (const { field, relation, entries } of relations) {
        if (!Object.hasOwn(values, field)) continue;
        const next = keysIn(values[field]);
        const last = keysIn(before[field]);
        const idsOf = async (keys: Key[]) => {
          const found = byKey(keys.length > 0 ? await entries.find(keys) : []);
          const ids = keys.flatMap((key) => found.get(key) ?? []);
          const target = relation.isLocalized ? { locale } : {};
          return ids.map(({ documentId }) => ({ documentId, ...target }));
        };
        data[field] = relation.isMany
          ? {
              connect: await idsOf(next.filter((key) => !last.includes(key))),
              disconnect: await idsOf(last.filter((key) => !next.includes(key))),
            }
          : { set: await idsOf(next) };
      }
      return data;
    },

    /** By what the entries that these values lead to are shown: field → key → title. */
    async titlesIn(all: readonly Values[]): Promise<Record<string, Record<string, string>>> {
      const titles: Record<string, Record<string, string>> = {};
      for (const { field, entries } of relations) {
        const keys = [...new Set(all.flatMap((values) => keysIn(values[field])))];
        const found = keys.length > 0 ? await entries.find(keys) : [];
        const names = await entries.titlesOf(found.map(({ documentId }) => documentId));
        titles[field] = Object.fromEntries(
          found.flatMap(({ key, documentId }) => {
            const title = names.get(documentId) ?? '';
            return key === null || title === '' ? [] : [[String(key), title]];
          }),
        );
      }
      return titles;
    },
  };
}

export type References = ReturnType<typeof createReferences>;

function byKey(entries: readonly RelatedEntry[]): Map<Key, RelatedEntry[]> {
  const found = new Map<Key, RelatedEntry[]>();
  for (const entry of entries) {
    if (entry.key === null) continue;
    found.set(entry.key, [...(found.get(entry.key) ?? []), entry]);
  }
  return found;
}

function whyOpen(
  reference: EntryReference,
  { displayName }: RelatedType,
  key: Key,
  isAmbiguous: boolean,
): string {
  if (reference.by === 'job') return `The record "${key}" has no entry of ${displayName} yet.`;
  const where = `"${key}" in "${reference.field}"`;
  return isAmbiguous
    ? `Several entries of ${displayName} have ${where}, so it is not clear which one is meant.`
    : `No entry of ${displayName} has ${where} yet.`;
}

function whyUntold(reference: EntryReference, { displayName }: RelatedType, count: number): string {
  const which = count === 1 ? `One entry of ${displayName}` : `${count} entries of ${displayName}`;
  return reference.by === 'job'
    ? `${which} has no record at the service yet.`
    : `${which} has nothing in "${reference.field}" yet.`;
}
