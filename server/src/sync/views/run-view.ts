import type { Change, Conflict, Job, Run } from '../contracts';
import type { ConflictRecord } from '../conflicts/conflict-store';
import type { Side } from '../plan/record-state';
import { isSameValue } from '../plan/same-value';
import type { ChangeRow } from '../runs/change-store';
import type { RunRecord } from '../runs/run-record';

const iso = (at: number) => new Date(at).toISOString();

/**
 * What the API says of a run.
 *
 * @param expected how many records there probably are
 */
export function toRun(run: RunRecord, expected: number | null = null): Run {
  const { hold, decision } = run;
  return {
    id: run.id,
    jobId: run.jobId,
    kind: run.kind,
    state: run.state,
    cause: run.cause,
    phase: run.phase,
    since: run.since === null ? null : iso(run.since),
    examined: run.examined,
    expected,
    counts: run.counts,
    hold: hold && {
      reason: hold.reason,
      missing: hold.missing,
      pairs: hold.pairs,
      decision,
    },
    planId: run.planId,
    error: run.error,
    startedAt: iso(run.startedAt),
    finishedAt: run.finishedAt === null ? null : iso(run.finishedAt),
  };
}

/** What the API says of a change. */
export function toChange({ detail, ...row }: ChangeRow): Change {
  return {
    ...row,
    toExternal: detail?.toExternal ?? [],
    toDocument: detail?.toDocument ?? [],
    awaited: detail?.awaited ?? [],
    how: detail?.how ?? null,
  };
}

/** Whose value a person has taken; null where he has entered another one. */
function sideOf(chosen: unknown, { external, document }: Record<Side, unknown>): Side | null {
  if (isSameValue(chosen, external)) return 'external';
  return isSameValue(chosen, document) ? 'document' : null;
}

/** What the API says of a conflict. */
export function toConflict(
  record: ConflictRecord,
  job: Pick<Job, 'name' | 'contentType' | 'locale' | 'connection'>,
): Conflict {
  const { answer } = record;
  return {
    id: record.id,
    jobId: record.jobId,
    jobName: job.name,
    contentType: job.contentType,
    locale: job.locale,
    providerName: job.connection?.providerName ?? null,
    externalId: record.externalId,
    documentId: record.documentId,
    fields: record.fields.map(({ field, base, external, document, winner }) => {
      const shown = { field, base, external, document };
      if (!answer || !Object.hasOwn(answer.values, field)) return { ...shown, winner };
      const chosen = answer.values[field];
      return { ...shown, winner: sideOf(chosen, shown), chosen };
    }),
    gone: record.gone,
    state: record.state,
    answeredBy: record.answeredBy,
    createdAt: iso(record.createdAt),
    answeredAt: record.answeredAt === null ? null : iso(record.answeredAt),
  };
}
