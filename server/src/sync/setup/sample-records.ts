import type { ContentModel } from '../../content/content-model';
import type { Strapi } from '../../feature';
import type { ApiClient } from '../../http/client/api-client';
import type { Resource } from '../../providers/resources/resource';
import type { SampleRecord } from '../contracts';
import type { Evaluate } from '../expressions/evaluation';
import type { FieldMapping } from '../mapping/field-mapping';
import { matchKeyOf } from '../plan/plan-input';
import type { Values } from '../plan/record-state';
import { createMappedReaders } from '../records/mapped-readers';
import { prepareRichText } from '../rich-text/rich-text';
import { cutSample } from './cut-sample';

const SAMPLES = 3;
/** Pages that may be without a record of the kind. */
const MOST_PAGES = 5;

interface Tried {
  client: ApiClient;
  resource: Resource;
  contentType: string;
  hasDrafts: boolean;
  mapping: readonly FieldMapping[];
  locale: string | null;
  filter: Record<string, string>;
  matchField: string | null;
}

/**
 * Some real records through a mapping that is being tried. Nothing is stored.
 *
 * @throws {ApiError} where the service does not list its records
 */
export async function sampleRecords(
  { strapi, model, evaluate }: { strapi: Strapi; model: ContentModel; evaluate: Evaluate },
  { client, resource, contentType, hasDrafts, mapping, locale, filter, matchField }: Tried,
): Promise<SampleRecord[]> {
  await prepareRichText(mapping);
  const mapped = { jobId: null, contentType, hasDrafts, locale, mapping, resource, evaluate };
  const { references, reader, readRecords } = createMappedReaders(strapi, model, {
    ...mapped,
    direction: 'two-way',
  });

  async function entryFor(values: Values): Promise<Values | null> {
    const key = matchKeyOf({ values }, matchField);
    if (key === null || matchField === null) return null;
    const entry = await strapi.db
      .query(contentType)
      .findOne({ ...reader.shape, where: { [matchField]: key, ...reader.version } });
    const [state] = entry ? await reader.toStates([entry]) : [];
    return state?.values ?? null;
  }

  async function sampleOf(record: unknown): Promise<SampleRecord> {
    const [state] = await references.settle(await readRecords([record]));
    const { id = '', values = {}, problems = [], awaited = [] } = state ?? {};
    const before = await entryFor(values);
    return {
      externalId: id,
      record: cutSample(record),
      before,
      after: values,
      titles: await references.titlesIn([values, before ?? {}]),
      problems: [...problems],
      awaited: [...awaited],
    };
  }

  const samples: SampleRecord[] = [];
  let pages = 0;
  for await (const { records } of resource.list(client, { filter })) {
    for (const record of records.slice(0, SAMPLES)) samples.push(await sampleOf(record));
    pages += 1;
    if (samples.length > 0 || pages >= MOST_PAGES) break;
  }
  return samples;
}
