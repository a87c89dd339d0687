import { createHash } from 'node:crypto';

import type { Knex } from 'knex';

import { againIfUndone } from '../../again-if-undone';
import type { Strapi } from '../../feature';
import { withinTrace } from '../../trace';
import { inTransaction } from '../../transaction';
import type { ApplyPorts, Progress, ServiceWriter, StrapiTransaction } from '../apply/apply-ports';
import type { ConflictStore } from '../conflicts/conflict-store';
import type { createEntryWriter } from '../entries/entry-writer';
import type { LinkStore } from '../links/link-store';
import { canonicalJson } from '../plan/same-value';
import type { ChangeStore } from './change-store';
import { asWritesOf } from '../triggers/own-writes';
import { countsOf } from './counted-as';
import type { CreationStore } from './creation-store';
import { faultOfRecord } from './record-fault';
import type { RunRecord } from './run-record';
import type { RunStore } from './run-store';

/** Another process has taken the run over, or somebody has called it off. */
export class RunLostError extends Error {
  readonly code = 'run-lost';
}

interface Dependencies {
  strapi: Strapi;
  run: Pick<RunRecord, 'id' | 'epoch' | 'jobId' | 'traceId'>;
  service: ServiceWriter;
  fetchFiles: ApplyPorts['fetchFiles'];
  links: LinkStore;
  creations: CreationStore;
  conflicts: ConflictStore;
  runs: RunStore;
  changes: ChangeStore;
  writer: ReturnType<typeof createEntryWriter>;
  now: () => number;
}

/** What an application of a plan is done with: the tables, the document service, the calls of a resource. */
export function applyPortsOf(dependencies: Dependencies): ApplyPorts {
  const { strapi, run, links, creations, conflicts, runs, changes, writer } = dependencies;

  async function recordProgress(
    { results, ...reached }: Progress,
    trx: Knex.Transaction,
  ): Promise<void> {
    await runs.advance(run, { ...reached, counts: countsOf(results) }, trx);
    await changes.insertAll(run.id, results, trx);
  }

  /** What is changed and sent carries the trace of what has begun the run. */
  function traced(write: () => Promise<void>): Promise<void> {
    const { traceId } = run;
    return traceId === null ? write() : withinTrace({ traceId, messageIds: [] }, write);
  }

  function within(trx: Knex.Transaction): StrapiTransaction {
    return {
      ...writer(trx),
      insertLink: (link) => links.insert(link, trx),
      insertLinks: (all) => links.insertAll(all, trx),
      updateLink: (id, link) => links.update(id, link, trx),
      deleteLink: (id) => links.delete(id, trx),
      beginCreation: (creation) => creations.begin(creation, trx),
      endCreation: (key) => creations.end(key, trx),
      recordConflict: (conflict) => conflicts.record(run.jobId, conflict, dependencies.now(), trx),
      closeConflicts: (pair) => conflicts.close(run.jobId, pair, trx),
      recordProgress: (progress) => recordProgress(progress, trx),
    };
  }

  return {
    service: dependencies.service,
    fetchFiles: dependencies.fetchFiles,
    transaction: (work) =>
      againIfUndone(() =>
        inTransaction(strapi, async ({ trx }) => {
          // First of all: what a late worker would write, and whoever calls the run off, waits for this row.
          if (!(await runs.hold(run, trx))) throw new RunLostError();
          await traced(() => asWritesOf(run.jobId, () => work(within(trx))));
        }),
      ),

    forgetCreations: (keys) => creations.forget(keys),

    async passCheckpoint(reached) {
      if (!(await runs.advance(run, { ...reached, counts: countsOf([]) })))
        throw new RunLostError();
    },

    keyOf: (parts) =>
      createHash('sha256')
        .update(canonicalJson([run.jobId, ...parts]))
        .digest('hex'),
    faultOf: faultOfRecord,
  };
}
