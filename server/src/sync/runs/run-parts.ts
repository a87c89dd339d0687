import type { ContentModel } from '../../content/content-model';
import type { Strapi } from '../../feature';
import type { ApiClient } from '../../http/client/api-client';
import type { Resource } from '../../providers/resources/resource';
import type { ApplyPorts } from '../apply/apply-ports';
import type { ConflictStore } from '../conflicts/conflict-store';
import { createBulkCreator } from '../entries/bulk-creator';
import { createEntryPages } from '../entries/entry-pages-store';
import { createEntrySource } from '../entries/entry-source';
import { createEntryLock } from '../entries/entry-version-store';
import { createEntryWriter } from '../entries/entry-writer';
import type { MadeEntries } from '../entries/tell-of-made';
import type { Evaluate } from '../expressions/evaluation';
import type { JobRecord } from '../jobs/job-record';
import { createLinkStore, type LinkStore } from '../links/link-store';
import { createFileFetcher, type FileEquipment } from '../media/file-fetcher';
import type { DocumentSource } from '../plan/plan-input';
import type { Policy } from '../plan/policy';
import type { ExternalState, LinkState } from '../plan/record-state';
import { createMappedReaders } from '../records/mapped-readers';
import { createServiceWriter } from '../records/service-writer';
import { applyPortsOf } from './apply-ports-of';
import type { ChangeStore } from './change-store';
import { createCreationStore, type CreationStore } from './creation-store';
import type { RunRecord } from './run-record';
import type { RunStore } from './run-store';

export interface RunEquipment {
  strapi: Strapi;
  model: ContentModel;
  runs: RunStore;
  changes: ChangeStore;
  conflicts: ConflictStore;
  /** Tells of entries that were made past the document service. */
  tellOfMade: (made: MadeEntries) => Promise<void>;
  evaluate: Evaluate;
  files: Omit<FileEquipment, 'now'>;
  now: () => number;
}

export interface RunSubject {
  job: JobRecord;
  run: RunRecord;
  client: ApiClient;
  resource: Resource;
  /** When the last run that looked at everything was begun, in milliseconds since 1970; null if none has. */
  lastRunAt: number | null;
  /** Ends what is under way once the run is over. */
  signal: AbortSignal;
}

/** What a run of a job works with. */
export interface RunParts {
  policy: Policy;
  links: LinkStore;
  creations: CreationStore;
  documents: DocumentSource;
  ports: ApplyPorts;
  /** One record, read through the mapping; null if there is none. */
  findRecord(externalId: string): Promise<ExternalState | null>;
  /** Records as the service lists them, read through the mapping. */
  toStates(records: unknown[]): Promise<ExternalState[]>;
  /** Of links whose record was not listed, those whose record is gone. */
  verifyGone(links: LinkState[]): Promise<LinkState[]>;
}

export function createRunParts(
  { strapi, model, runs, changes, conflicts, tellOfMade, evaluate, files, now }: RunEquipment,
  { job, run, client, resource, lastRunAt, signal }: RunSubject,
): RunParts {
  const { id: jobId, contentType, mapping, matchField, locale, direction } = job;
  const hasDrafts = model.find(contentType)?.hasDrafts === true;
  const readers = createMappedReaders(strapi, model, {
    jobId,
    contentType,
    hasDrafts,
    locale,
    mapping,
    direction,
    resource,
    evaluate: (tasks) => evaluate(tasks, signal),
  });
  const { attributeOf, references, mediaFields, reader, readRecords } = readers;
  const links = createLinkStore(strapi, jobId);
  const creations = createCreationStore(strapi, jobId);
  const named = run.targets?.documentIds ?? null;
  const pages = createEntryPages(strapi, { jobId, reader, lastRunAt, named });
  const lock = createEntryLock(strapi, reader);
  const writer = createEntryWriter(strapi, {
    reader,
    locale,
    mapping,
    lock,
    references,
    mediaFields,
    // Jobs from before there was a choice.
    publication: job.publication ?? 'draft',
    ...(job.writing === 'bulk' && {
      bulk: createBulkCreator(strapi, {
        reader,
        locale,
        hasDrafts,
        mapping,
        onMade: tellOfMade,
      }),
    }),
  });

  const documents = createEntrySource(strapi, { reader, pages, matchField });
  const fetcher = createFileFetcher(strapi, { ...files, jobId, mediaFields, signal, now });

  const toStates = async (records: unknown[]) => references.settle(await readRecords(records));
  async function toState(record: unknown): Promise<ExternalState> {
    const [state] = await toStates([record]);
    return state as ExternalState;
  }
  const service = createServiceWriter({ client, resource, mapping, toState, attributeOf });

  async function findRecord(externalId: string): Promise<ExternalState | null> {
    const record = (await resource.get?.(client, externalId)) ?? null;
    return record === null ? null : toState(record);
  }

  return {
    policy: {
      direction,
      fields: mapping.map(({ field, flow, owner = 'external' }) => ({ field, flow, owner })),
      strategy: job.strategy,
      deletes: job.deletes,
      brake: job.brake,
    },
    links,
    creations,
    documents,
    ports: applyPortsOf({
      strapi,
      run,
      service,
      fetchFiles: fetcher.fetch,
      links,
      creations,
      conflicts,
      runs,
      changes,
      writer,
      now,
    }),
    findRecord,
    toStates,

    async verifyGone(missing) {
      if (!resource.get) return missing;
      const gone: LinkState[] = [];
      for (const link of missing) {
        if (((await resource.get(client, link.externalId)) ?? null) === null) gone.push(link);
      }
      return gone;
    },
  };
}
