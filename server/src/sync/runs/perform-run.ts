import type { ContentModel } from '../../content/content-model';
import type { Strapi } from '../../feature';
import type { ApiClient } from '../../http/client/api-client';
import type { Resource } from '../../providers/resources/resource';
import { applyPlan, type RunTally } from '../apply/apply-plan';
import { resumeCreations } from '../apply/resume-creations';
import { createConflictStore } from '../conflicts/conflict-store';
import { createEntryPages } from '../entries/entry-pages-store';
import { createEntryReader } from '../entries/entry-reader';
import { createEntrySource } from '../entries/entry-source';
import { createEntryLock } from '../entries/entry-version-store';
import { createEntryWriter } from '../entries/entry-writer';
import type { JobRecord } from '../jobs/job-record';
import { createLinkStore } from '../links/link-store';
import { plan } from '../plan/plan';
import type { ExternalPage, PlanInput } from '../plan/plan-input';
import type { LinkState } from '../plan/record-state';
import { createRecordReader } from '../records/record-reader';
import { createServiceWriter } from '../records/service-writer';
import { applyPortsOf } from './apply-ports-of';
import type { ChangeStore } from './change-store';
import { createCreationStore } from './creation-store';
import type { RunRecord } from './run-record';
import type { RunStore } from './run-store';

export interface RunEquipment {
  strapi: Strapi;
  model: ContentModel;
  runs: RunStore;
  changes: ChangeStore;
  now: () => number;
}

interface RunOrder {
  job: JobRecord;
  run: RunRecord;
  client: ApiClient;
  resource: Resource;
  /** The run before, if one has come to its end. */
  last: RunRecord | null;
  signal: AbortSignal;
}

/** Plans and applies in one go: what is planned of a page is done before the next one is asked for. */
export async function performRun(
  { strapi, model, runs, changes, now }: RunEquipment,
  { job, run, client, resource, last, signal }: RunOrder,
): Promise<RunTally> {
  const { id: jobId, contentType, mapping, matchField } = job;
  const hasDrafts = model.find(contentType)?.hasDrafts === true;
  const { locale } = job;
  const isResumed = run.position !== null;

  const reader = createEntryReader({ contentType, locale, hasDrafts, mapping, model });
  const links = createLinkStore(strapi, jobId);
  const creations = createCreationStore(strapi, jobId);
  const pages = createEntryPages(strapi, { jobId, reader, lastRunAt: last?.startedAt ?? null });
  const toState = createRecordReader({ resource, mapping, attributeOf: reader.attributeOf });
  const writer = createEntryWriter(strapi, {
    reader,
    locale,
    mapping,
    lock: createEntryLock(strapi, reader),
  });
  const ports = applyPortsOf({
    strapi,
    run,
    service: createServiceWriter({ client, resource, mapping, toState }),
    links,
    creations,
    conflicts: createConflictStore(strapi, jobId),
    runs,
    changes,
    writer,
    now,
  });

  async function* externalPages(): AsyncGenerator<ExternalPage> {
    const listing = resource.list(client, {
      ...(run.position !== null && { position: run.position }),
      filter: job.filter,
      signal,
    });
    for await (const { records, position } of listing) {
      yield { records: records.map(toState), position };
    }
  }

  async function verifyGone(missing: LinkState[]): Promise<LinkState[]> {
    if (!resource.get) return missing;
    const gone: LinkState[] = [];
    for (const link of missing) {
      if (((await resource.get(client, link.externalId)) ?? null) === null) gone.push(link);
    }
    return gone;
  }

  const input: PlanInput = {
    listing: {
      pages: { [Symbol.asyncIterator]: externalPages },
      extent: () => (isResumed ? 'partial' : 'complete'),
    },
    verifyGone,
    documents: createEntrySource(strapi, { reader, pages, matchField }),
    links,
    policy: {
      direction: job.direction,
      fields: mapping.map(({ field, flow, owner = 'external' }) => ({ field, flow, owner })),
      strategy: job.strategy,
      deletes: job.deletes,
      brake: job.brake,
    },
    matchField,
    isHolding: last?.hold != null,
    isPreview: false,
  };
  await resumeCreations(await creations.findAll(), ports);
  const tally = await applyPlan(plan(input), ports, { batchSize: job.batchSize, signal });
  // The rest of a listing says nothing of what is gone: what waited goes on waiting.
  return isResumed ? { ...tally, hold: last?.hold ?? null } : tally;
}
