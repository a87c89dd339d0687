import { createHash } from 'node:crypto';

import { errors } from '@strapi/utils';
import type { Knex } from 'knex';

import type { Strapi } from '../../feature';
import { isApiError } from '../../http/client/api-error';
import { messageOf } from '../../logger';
import { inTransaction } from '../../transaction';
import type { ApplyPorts, Progress, ServiceWriter, StrapiTransaction } from '../apply/apply-ports';
import type { ChangeOutcome } from '../apply/change-result';
import type { ConflictStore } from '../conflicts/conflict-store';
import type { createEntryWriter } from '../entries/entry-writer';
import type { LinkStore } from '../links/link-store';
import { TransformError } from '../mapping/transforms';
import { canonicalJson } from '../plan/same-value';
import { RecordError } from '../records/record-reader';
import type { ChangeStore } from './change-store';
import type { CreationStore } from './creation-store';
import type { RunRecord } from './run-record';
import type { RunStore } from './run-store';

/** Another process has taken the run over, or somebody has called it off. */
export class RunLostError extends Error {
  readonly code = 'run-lost';
}

interface Dependencies {
  strapi: Strapi;
  run: Pick<RunRecord, 'id' | 'epoch' | 'jobId'>;
  service: ServiceWriter;
  links: LinkStore;
  creations: CreationStore;
  conflicts: ConflictStore;
  runs: RunStore;
  changes: ChangeStore;
  writer: ReturnType<typeof createEntryWriter>;
  now: () => number;
}

/** Answers of a service that are about a record, and not about the service. */
const RECORD_STATUSES = new Set([400, 404, 405, 409, 410, 413, 415, 422]);

/** What an application of a plan is done with: the tables, the document service, the calls of a resource. */
export function applyPortsOf(dependencies: Dependencies): ApplyPorts {
  const { strapi, run, service, links, creations, conflicts, runs, changes, writer } = dependencies;

  async function recordProgress(
    { results, position }: Progress,
    trx: Knex.Transaction,
  ): Promise<void> {
    const progress = { examined: 0, outcomes: countOf(results), position };
    // First of all it must still be ours: what a late worker has done in this transaction is then undone.
    if (!(await runs.advance(run, progress, trx))) throw new RunLostError();
    await changes.insertAll(run.id, results, trx);
  }

  function within(trx: Knex.Transaction): StrapiTransaction {
    return {
      ...writer(trx),
      insertLink: (link) => links.insert(link, trx),
      updateLink: (id, link) => links.update(id, link, trx),
      deleteLink: (id) => links.delete(id, trx),
      beginCreation: (creation) => creations.begin(creation, trx),
      endCreation: (key) => creations.end(key, trx),
      recordConflict: (conflict) => conflicts.record(conflict, dependencies.now(), trx),
      closeConflicts: (pair) => conflicts.close(pair, trx),
      recordProgress: (progress) => recordProgress(progress, trx),
    };
  }

  return {
    service,
    transaction: (work) => inTransaction(strapi, ({ trx }) => work(within(trx))),

    async passCheckpoint(position) {
      if (position === undefined) return;
      const progress = { examined: 0, outcomes: countOf([]), position };
      if (!(await runs.advance(run, progress))) throw new RunLostError();
    },

    keyOf: (parts) =>
      createHash('sha256')
        .update(canonicalJson([run.jobId, ...parts]))
        .digest('hex'),
    faultOf,
  };
}

function countOf(results: Progress['results']): Record<ChangeOutcome, number> {
  const counts = { applied: 0, held: 0, outdated: 0, failed: 0 };
  for (const { outcome } of results) counts[outcome] += 1;
  return counts;
}

function faultOf(error: unknown): string | null {
  if (isApiError(error)) {
    return RECORD_STATUSES.has(error.status ?? 0) ? error.message : null;
  }
  const isOfRecord =
    error instanceof errors.ApplicationError ||
    error instanceof TransformError ||
    error instanceof RecordError;
  return isOfRecord ? messageOf(error) : null;
}
