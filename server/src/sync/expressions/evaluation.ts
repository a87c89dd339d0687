import { z } from 'zod';

import { valueAt } from '../../content/payload-path';
import { holds } from '../mapping/condition';
import type { FieldMapping } from '../mapping/field-mapping';

/** An expression and what it is applied to. */
export interface Task {
  expression: string;
  /** As JSON: the `input`, and the whole `record` where the expression asks for it. Null only has the expression read. */
  data: string | null;
}

/** What has become of a value. A fault goes on after "…, which", and its detail says more of it. */
export type Evaluation = { value: unknown } | { fault: string; detail: string };

/** What became of the values of one record, by their pairs. */
export type Evaluations = ReadonlyMap<FieldMapping, Evaluation>;

export const NO_EVALUATIONS: Evaluations = new Map();

/** @returns one evaluation a task, in their order */
export type Evaluate = (tasks: readonly Task[], signal?: AbortSignal) => Promise<Evaluation[]>;

/** How a process has ended in which a task was tried. */
export type Ending = 'over-time' | 'over-memory';

const ENDINGS: Record<Ending, Evaluation> = {
  'over-time': {
    fault: 'takes the expression longer than half a second',
    detail: 'it takes longer than half a second',
  },
  'over-memory': {
    fault: 'takes the expression more memory than it may have',
    detail: 'it takes more memory than it may have',
  },
};

export const endedBy = (ending: Ending): Evaluation => ENDINGS[ending];

/** Of a value that its expression was not applied to. */
export const NOT_TRIED: Evaluation = {
  fault: 'was left out, since other records have taken the expression too much time or memory',
  detail: 'it takes too much time or memory',
};

const answerSchema = z.object({
  value: z.unknown().optional(),
  fault: z.enum(['syntax', 'evaluation']).optional(),
  message: z.string().optional(),
  position: z.number().optional(),
});

const FAULTS = {
  syntax: 'goes into an expression that cannot be read',
  evaluation: 'the expression makes nothing of',
} as const;

/** What the process says of a task, as JSON. */
export function toEvaluation(answer: string): Evaluation {
  const { value, fault, message = '', position } = answerSchema.parse(JSON.parse(answer));
  if (fault === undefined) return { value };
  const where = fault === 'syntax' && position !== undefined ? `, at character ${position}` : '';
  const detail = `${message.replace(/\.?\s*$/, '')}${where}`;
  return { fault: `${FAULTS[fault]}: ${detail}`, detail };
}

type ExpressionPair = FieldMapping & { transform: { kind: 'expression'; expression: string } };

const isExpressionPair = (pair: FieldMapping): pair is ExpressionPair =>
  pair.transform?.kind === 'expression' && pair.constant === undefined;

/**
 * Applies the expressions of a mapping to a page of records, all at once.
 *
 * @returns what became of the values of each record, in their order
 */
export async function evaluateRecords(
  records: readonly unknown[],
  mapping: readonly FieldMapping[],
  evaluate: Evaluate,
): Promise<Evaluations[]> {
  const pairs = mapping.filter(isExpressionPair);
  const wanted = records.map((record) => pairs.filter(({ when }) => !when || holds(when, record)));
  const tasks = records.flatMap((record, at) =>
    (wanted[at] ?? []).map((pair) => taskOf(pair, record)),
  );
  const evaluations = tasks.length > 0 ? await evaluate(tasks) : [];
  const left = evaluations.values();
  return wanted.map(
    (some) => new Map(some.map((pair) => [pair, left.next().value as Evaluation] as const)),
  );
}

/** What a service writes as nothing is nothing to JSONata too, which makes nothing of it. */
function taskOf({ path, transform: { expression } }: ExpressionPair, record: unknown): Task {
  const input = valueAt(record, path) ?? undefined;
  const data = JSON.stringify({ input, ...(expression.includes('$record') && { record }) });
  return { expression, data };
}
