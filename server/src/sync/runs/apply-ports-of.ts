import { createHash } from 'node:crypto';

import { errors } from '@strapi/utils';
import type { Knex } from 'knex';

import { againIfUndone } from '../../again-if-undone';
import type { Strapi } from '../../feature';
import { isApiError } from '../../http/client/api-error';
import { messageOf } from '../../logger';
import { inTransaction } from '../../transaction';
import type { ApplyPorts, Progress, ServiceWriter, StrapiTransaction } from '../apply/apply-ports';
import type { ChangeOutcome } from '../apply/change-result';
import type { ConflictStore } from '../conflicts/conflict-store';
import type { createEntryWriter } from '../entries/entry-writer';
import { LinkTakenError, type LinkStore } from '../links/link-store';
import { TransformError } from '../mapping/transforms';
import { canonicalJson } from '../plan/same-value';
import { RecordError } from '../records/record-reader';
import type { ChangeStore } from './change-store';
import { isDatabaseAway } from './passing-fault';
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
    await runs.advance(run, progress, trx);
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
    transaction: (work) =>
      againIfUndone(() =>
        inTransaction(strapi, async ({ trx }) => {
          // First of all: what a late worker would write, and whoever calls the run off, waits for this row.
          if (!(await runs.hold(run, trx))) throw new RunLostError();
          await work(within(trx));
        }),
      ),

    async passCheckpoint(position) {
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
  if (!(error instanceof Error) || isDatabaseAway(error)) return null;
  if (isApiError(error)) return RECORD_STATUSES.has(error.status ?? 0) ? error.message : null;
  const { code } = error as { code?: unknown };
  const isOfRecord =
    error instanceof errors.ApplicationError ||
    error instanceof TransformError ||
    error instanceof RecordError ||
    error instanceof LinkTakenError ||
    isOfValue(code) ||
    // What lifecycles of a site throw to refuse an entry.
    (Object.getPrototypeOf(error) === Error.prototype && code === undefined);
  return isOfRecord ? messageOf(error) : null;
}

/** Whether a database refuses what was to be stored: PostgreSQL's classes 22 and 23, and what the others call the same. */
function isOfValue(code: unknown): boolean {
  return (
    typeof code === 'string' &&
    (/^2[23][0-9A-Z]{3}$/.test(code) ||
      /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG)/.test(code) ||
      /^ER_(DUP_ENTRY|DATA_|WARN_DATA_|TRUNCATED_|BAD_NULL|INVALID_JSON|NO_DEFAULT)/.test(code))
  );
}
