import type { Strapi } from '../../feature';
import { fieldIn } from '../fields/component-fields';
import type { FieldMapping } from '../mapping/field-mapping';
import type { AttributeOf } from '../mapping/record-mapping';
import { TransformError } from '../mapping/transforms';
import type { Values } from '../plan/record-state';
import { createFetchedFileStore } from './fetched-file-store';
import { fileNamesIn, inField, nameOfFile, numberIn, urlsIn } from './file-names';

interface Dependencies {
  mapping: readonly FieldMapping[];
  attributeOf: AttributeOf;
  /** Null where a mapping is only tried. */
  jobId: number | null;
}

/** The fields of a mapping that hold files, by what these are called. */
export function createMediaFields(strapi: Strapi, { mapping, attributeOf, jobId }: Dependencies) {
  const store = createFetchedFileStore(strapi, jobId);
  const fields = mapping.flatMap((pair) => {
    const media = attributeOf(pair.field)?.media;
    return media ? [{ pair, field: pair.field, media }] : [];
  });

  return {
    all: fields,

    /** What entries hold in them, one by one in their order. */
    async valuesOf(rows: readonly Readonly<Record<string, unknown>>[]): Promise<Values[]> {
      if (fields.length === 0) return rows.map(() => ({}));
      const idsIn = (row: Readonly<Record<string, unknown>>, field: string) =>
        ([fieldIn(row, field) ?? []].flat() as { id: unknown }[]).map(({ id }) => Number(id));
      const ids = rows.flatMap((row) => fields.flatMap(({ field }) => idsIn(row, field)));
      const fetched = await store.findByFileIds([...new Set(ids)]);
      const urls = new Map(fetched.map(({ fileId, url }) => [fileId, url]));
      return rows.map((row) =>
        Object.fromEntries(
          fields.map(({ field, media }) => {
            const names = idsIn(row, field).map((id) => nameOfFile(id, urls.get(id)));
            return [field, inField(media, names)];
          }),
        ),
      );
    },

    /**
     * Values as the document service takes them.
     *
     * @throws {TransformError} for a file that was not fetched
     */
    async dataFor(values: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
      const data: Record<string, unknown> = { ...values };
      const given = fields.filter(({ field }) => Object.hasOwn(values, field));
      const fetched = await store.findByUrls(given.flatMap(({ field }) => urlsIn(values[field])));
      const idOf = new Map(fetched.map(({ url, fileId }) => [url, fileId]));
      for (const { field, media } of given) {
        const ids = fileNamesIn(values[field]).map((name) => {
          const id = numberIn(name) ?? idOf.get(name);
          if (id === undefined) throw new TransformError(`"${name}" was not fetched yet.`);
          return id;
        });
        data[field] = media.isMany && ids.length > 0 ? ids : (ids[0] ?? null);
      }
      return data;
    },
  };
}

export type MediaFields = ReturnType<typeof createMediaFields>;
