import { createHash } from 'node:crypto';

import type { Knex } from 'knex';

import { againIfUndone } from '../../again-if-undone';
import type { Strapi } from '../../feature';
import { inTransaction } from '../../transaction';
import type { ApplyPorts, Progress, ServiceWriter, StrapiTransaction } from '../apply/apply-ports';
import type { ChangeOutcome } from '../apply/change-result';
import type { ConflictStore } from '../conflicts/conflict-store';
import type { createEntryWriter } from '../entries/entry-writer';
import type { LinkStore } from '../links/link-store';
import { canonicalJson } from '../plan/same-value';
import type { ChangeStore } from './change-store';
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
    faultOf: faultOfRecord,
  };
}

function countOf(results: Progress['results']): Record<ChangeOutcome, number> {
  const counts = { applied: 0, held: 0, outdated: 0, failed: 0 };
  for (const { outcome } of results) counts[outcome] += 1;
  return counts;
}
