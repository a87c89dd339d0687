import { endedBy, type Evaluation, NOT_TRIED, type Task, toEvaluation } from './evaluation';
import { createEvaluatorProcess, EvaluatorError, type EvaluatorProcess } from './evaluator-process';
import { inLists } from './task-lists';

/** As often an expression may end its process before it is left alone, for a page of records. */
const MOST_ENDINGS = 3;

/**
 * Evaluates expressions, for all runs of this Strapi one list after the other. An evaluation that takes too much time or
 * memory ends the process it is tried in; the others of its list are then tried once more, each by itself.
 */
export function createExpressionEvaluator(host: EvaluatorProcess = createEvaluatorProcess()) {
  let turn: Promise<unknown> = Promise.resolve();
  let isStopped = false;

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work);
    turn = done.catch(() => {});
    return done;
  }

  async function ask(tasks: readonly Task[], signal: AbortSignal) {
    signal.throwIfAborted();
    if (isStopped) throw new EvaluatorError('Expressions are not evaluated any more.');
    const answered = await host.ask(tasks, signal);
    // What has ended it then was not a task.
    signal.throwIfAborted();
    return typeof answered === 'string' ? answered : answered.map(toEvaluation);
  }

  async function evaluateList(
    tasks: Task[],
    endings: Map<string, number>,
    signal: AbortSignal,
  ): Promise<Evaluation[]> {
    const answered = tasks.length > 1 ? await ask(tasks, signal) : 'each';
    if (typeof answered !== 'string') return answered;
    const evaluations: Evaluation[] = [];
    for (const task of tasks) evaluations.push(await evaluateOne(task, endings, signal));
    return evaluations;
  }

  async function evaluateOne(
    task: Task,
    endings: Map<string, number>,
    signal: AbortSignal,
  ): Promise<Evaluation> {
    const count = endings.get(task.expression) ?? 0;
    if (count >= MOST_ENDINGS) return NOT_TRIED;
    const answered = await ask([task], signal);
    if (typeof answered === 'string') {
      endings.set(task.expression, count + 1);
      return endedBy(answered);
    }
    const [evaluation] = answered;
    if (evaluation) return evaluation;
    throw new EvaluatorError('An expression was not evaluated.');
  }

  async function evaluate(
    tasks: readonly Task[],
    signal = new AbortController().signal,
  ): Promise<Evaluation[]> {
    const endings = new Map<string, number>();
    const evaluations: Evaluation[] = [];
    for (const list of inLists(tasks)) {
      const some = inTurn(() => evaluateList(list, endings, signal));
      evaluations.push(...(await untilAborted(some, signal)));
    }
    return evaluations;
  }

  return {
    /** @throws {EvaluatorError} where they cannot be evaluated at all; the reason of the signal where that was aborted */
    evaluate,

    /** Why an expression cannot be read, for an editor; null where it can. */
    async problemIn(expression: string): Promise<string | null> {
      const [evaluation] = await evaluate([{ expression, data: null }]);
      return evaluation && 'fault' in evaluation
        ? `The expression cannot be read: ${evaluation.detail}.`
        : null;
    },

    stop(): void {
      isStopped = true;
      host.end();
    },
  };
}

export type ExpressionEvaluator = ReturnType<typeof createExpressionEvaluator>;

/** Whoever waits for his turn, and is called off, does not wait for the end of what others do. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => reject(signal.reason as Error);
    signal.addEventListener('abort', end, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
  });
}
