import type { Side } from './record-state';

export type ConflictStrategy =
  'latest-wins' | 'source-wins' | 'destination-wins' | 'field-owner' | 'manual';

/** Which way a field is carried over. */
export type Flow = 'import' | 'export' | 'both';

export interface FieldRule {
  field: string;
  flow: Flow;
  /** Whose value counts where the strategy goes by the field. */
  owner: Side;
}

export interface Policy {
  direction: 'import' | 'export' | 'two-way';
  fields: readonly FieldRule[];
  strategy: ConflictStrategy;
  deletes: {
    /** What becomes of an entry whose record the service has no longer. */
    document: 'ignore' | 'unpublish' | 'delete';
    /** What becomes of a record whose entry was deleted. */
    external: 'ignore' | 'delete';
  };
  /** More deletions than this wait for a person. */
  brake: { count: number; percent: number };
}

/** The policy with nothing in it that goes against its direction. Everything that plans takes its policy from here. */
export function effectivePolicy(policy: Policy): Policy {
  const { direction, fields, deletes } = policy;
  if (direction === 'two-way') return policy;
  const against = direction === 'import' ? 'export' : 'import';
  return {
    ...policy,
    fields: fields
      .filter(({ flow }) => flow !== against)
      .map((rule) => ({ ...rule, flow: direction })),
    deletes: {
      document: direction === 'export' ? 'ignore' : deletes.document,
      external: direction === 'import' ? 'ignore' : deletes.external,
    },
  };
}

/** Whether values of a field go from this side to the other. */
export function flowsFrom(side: Side, { flow }: Pick<FieldRule, 'flow'>): boolean {
  return flow === 'both' || flow === (side === 'external' ? 'import' : 'export');
}

/** Where the truth about a field is, for strategies that go by it: a field that flows one way has its origin. */
export function sourceOf(
  { direction }: Pick<Policy, 'direction'>,
  { flow }: Pick<FieldRule, 'flow'>,
): Side {
  if (flow !== 'both') return flow === 'import' ? 'external' : 'document';
  return direction === 'export' ? 'document' : 'external';
}

export const otherSide = (side: Side): Side => (side === 'external' ? 'document' : 'external');
