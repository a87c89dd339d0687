import { type Answers, type Compared, type FieldAnswer, holdsStill } from './answers';
import { type FieldRule, flowsFrom, otherSide, type Policy, sourceOf } from './policy';
import type { Base, DocumentState, ExternalState, Side } from './record-state';
import { isSameValue } from './same-value';

/** A value that changes on one side. */
export interface FieldChange {
  field: string;
  before: unknown;
  after: unknown;
}

/** A field that was changed on both sides, to different values. */
export interface FieldConflict {
  field: string;
  /** What the service had last; null where the two meet for the first time. */
  base: unknown;
  external: unknown;
  document: unknown;
  /** Null where a person is to choose. */
  winner: Side | null;
}

export interface Merge {
  toExternal: FieldChange[];
  toDocument: FieldChange[];
  conflicts: FieldConflict[];
  /** The next base, as far as what is written comes back as it was written. */
  base: Base;
}

type External = Pick<ExternalState, 'values' | 'changedAt'>;
type Document = Pick<DocumentState, 'values' | 'changedAt'>;

/**
 * Three-way merge, field by field, each side against what it had when both were last brought together.
 *
 * @param base null where the two meet for the first time: what only one of them has then fills the other
 * @param answers what a person has said, which counts as long as both sides hold what he was shown
 */
export function mergeFields(
  base: Base | null,
  external: External,
  document: Document,
  policy: Policy,
  answers: Answers['fields'] | null = null,
): Merge {
  const merge: Merge = { toExternal: [], toDocument: [], conflicts: [], base: EMPTY };
  const next = { external: {}, document: {} } as Record<Side, Record<string, unknown>>;
  for (const rule of policy.fields) {
    const { field } = rule;
    const compared = {
      there: external.values[field] ?? null,
      here: document.values[field] ?? null,
      wasThere: base?.external[field] ?? null,
      wasHere: base?.document[field] ?? null,
    };
    if (!Object.hasOwn(external.values, field)) {
      next.external[field] = compared.wasThere;
      next.document[field] = base ? compared.wasHere : compared.here;
      continue;
    }
    const answer = answers?.get(field);
    const decide = () => winnerOf(rule, external, document, policy);
    const [there, here] =
      answer && holdsStill(answer, compared)
        ? obey(merge, rule, compared, answer)
        : settle(merge, rule, compared, decide);
    next.external[field] = there;
    next.document[field] = here;
  }
  return { ...merge, base: next };
}

const EMPTY: Base = { external: {}, document: {} };

/** Gives a field the value that a person has chosen, on whichever side may be written. */
function obey(
  { toExternal, toDocument }: Merge,
  rule: FieldRule,
  { there, here }: Compared,
  { value }: FieldAnswer,
): [unknown, unknown] {
  const { field } = rule;
  const isWrittenThere = flowsFrom('document', rule) && !isSameValue(value, there);
  const isWrittenHere = flowsFrom('external', rule) && !isSameValue(value, here);
  if (isWrittenThere) toExternal.push({ field, before: there, after: value });
  if (isWrittenHere) toDocument.push({ field, before: here, after: value });
  return [isWrittenThere ? value : there, isWrittenHere ? value : here];
}

/** Notes what is to be written of a field, and returns the next base of both sides. */
function settle(
  { toExternal, toDocument, conflicts }: Merge,
  rule: FieldRule,
  { there, here, wasThere, wasHere }: Compared,
  decide: () => Side | null,
): [unknown, unknown] {
  if (isSameValue(there, here)) return [there, here];
  const { field } = rule;
  const isChangedThere = !isSameValue(there, wasThere);
  const isChangedHere = !isSameValue(here, wasHere);
  const comesIn = isChangedThere && flowsFrom('external', rule);
  const goesOut = isChangedHere && flowsFrom('document', rule);
  // What changes where nothing flows from is that side's own affair, until something comes to take its place.
  if (!comesIn && !goesOut) return [wasThere, wasHere];

  let winner: Side | null = comesIn ? 'external' : 'document';
  if (isChangedThere && isChangedHere) {
    winner = decide();
    conflicts.push({ field, base: wasThere, external: there, document: here, winner });
    if (winner === null) return [wasThere, wasHere];
  }
  if (winner === 'external' && comesIn) {
    toDocument.push({ field, before: here, after: there });
    return [there, there];
  }
  if (winner === 'document' && goesOut) {
    toExternal.push({ field, before: there, after: here });
    return [here, here];
  }
  // The side that has won does not flow: what the other one said is known now, and not asked about again.
  return comesIn ? [there, wasHere] : [wasThere, here];
}

function winnerOf(
  rule: FieldRule,
  external: External,
  document: Document,
  policy: Policy,
): Side | null {
  const source = sourceOf(policy, rule);
  switch (policy.strategy) {
    case 'manual':
      return null;
    case 'field-owner':
      return rule.owner;
    case 'source-wins':
      return source;
    case 'destination-wins':
      return otherSide(source);
    case 'latest-wins':
      return laterOf(external.changedAt, document.changedAt) ?? source;
  }
}

/** Null where it cannot be told. */
function laterOf(external: number | null, document: number): Side | null {
  if (external === null || external === document) return null;
  return external > document ? 'external' : 'document';
}
