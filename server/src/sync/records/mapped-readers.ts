import type { ContentModel } from '../../content/content-model';
import type { Strapi } from '../../feature';
import type { Resource } from '../../providers/resources/resource';
import { createEntryReader } from '../entries/entry-reader';
import { type Evaluate, evaluateRecords } from '../expressions/evaluation';
import type { FieldMapping } from '../mapping/field-mapping';
import { createMediaFields } from '../media/media-fields';
import type { Policy } from '../plan/policy';
import type { ExternalState } from '../plan/record-state';
import { createReferences } from '../references/references';
import { createRecordReader } from './record-reader';

interface Mapped {
  /** Null where the mapping is only tried. */
  jobId: number | null;
  contentType: string;
  hasDrafts: boolean;
  /** Of entries that have languages; null for others. */
  locale: string | null;
  mapping: readonly FieldMapping[];
  direction: Policy['direction'];
  resource: Resource;
  evaluate: Evaluate;
}

/** What reads entries, records and the relations between them through one mapping, for a run as for a sample of it. */
export function createMappedReaders(strapi: Strapi, model: ContentModel, mapped: Mapped) {
  const { jobId, contentType, mapping, locale, direction, resource, hasDrafts, evaluate } = mapped;
  const attributeOf = (field: string) => model.attribute(contentType, field);
  const references = createReferences(strapi, { mapping, attributeOf, locale, direction });
  const mediaFields = createMediaFields(strapi, { mapping, attributeOf, jobId });
  const read = { contentType, locale, hasDrafts, mapping, model, references, mediaFields };
  const toState = createRecordReader({ resource, mapping, attributeOf });
  return {
    attributeOf,
    references,
    mediaFields,
    reader: createEntryReader(read),

    /** Records as a plan compares them, but for what their relations lead to. */
    async readRecords(records: readonly unknown[]): Promise<ExternalState[]> {
      const evaluations = await evaluateRecords(records, mapping, evaluate);
      return records.map((record, at) => toState(record, evaluations[at]));
    },
  };
}
