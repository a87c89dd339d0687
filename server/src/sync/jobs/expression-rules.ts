import type { ExpressionEvaluator } from '../expressions/expression-evaluator';
import type { FieldMapping } from '../mapping/field-mapping';
import type { Problem } from './job-rules';

/** What can tell whether an expression can be read; null where the site's configuration allows none. */
export type ExpressionReader = Pick<ExpressionEvaluator, 'problemIn'> | null;

const SWITCHED_OFF =
  'Expressions are switched off on this site. Choose another adaptation, or have sync.expressions set to true in config/plugins.ts.';

/** What is wrong with the expressions of a mapping. */
export async function expressionProblems(
  mapping: readonly FieldMapping[],
  reader: ExpressionReader,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const [index, { transform }] of mapping.entries()) {
    if (transform?.kind !== 'expression') continue;
    const message = reader ? await reader.problemIn(transform.expression) : SWITCHED_OFF;
    if (message === null) continue;
    const path = ['mapping', String(index), 'transform', 'expression'];
    problems.push({ path, message });
  }
  return problems;
}
