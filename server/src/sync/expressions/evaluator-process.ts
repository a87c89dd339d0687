import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

import type { Ending, Task } from './evaluation';
import { EVALUATOR_PROCESS, EXIT_CODES } from './evaluator-source';

/** Nothing was wrong with what was to be evaluated. */
export class EvaluatorError extends Error {
  readonly code = 'evaluator-failed';
}

/** As what V8 ends a process of its own accord, where the system knows no signals. */
const ABORTED = 134;

/** The one process in which a Strapi has expressions evaluated. It is begun when it is needed, and again after it has ended. */
export function createEvaluatorProcess() {
  let running: ChildProcess | null = null;

  async function begin(): Promise<ChildProcess> {
    // Nothing of what Strapi was started with: neither its secrets nor limits that were meant for itself.
    const child = spawn(process.execPath, ['-e', EVALUATOR_PROCESS], {
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
      windowsHide: true,
    });
    running = child;
    child.on('exit', () => forget(child));
    // Whoever waits for the process then is told of it as well.
    child.on('error', () => forget(child));
    send(child, readFileSync(require.resolve('jsonata'), 'utf8'));
    const first = await nextOf(child);
    if (first === 'ready') return child;
    throw new EvaluatorError('The process that evaluates expressions could not be started.');
  }

  function forget(child: ChildProcess): void {
    if (running === child) running = null;
  }

  /** What is asked next is asked of another one, whenever the end of this one is heard of. */
  function kill(child: ChildProcess): void {
    forget(child);
    child.kill('SIGKILL');
  }

  return {
    /**
     * One list at a time.
     *
     * @param signal ends the process, as an evaluation cannot be broken off otherwise
     * @returns an answer a task, or what has ended the process before there were all
     * @throws {EvaluatorError} where it has ended for another reason
     */
    async ask(tasks: readonly Task[], signal: AbortSignal): Promise<string[] | Ending> {
      const child = running ?? (await begin());
      const end = () => kill(child);
      signal.addEventListener('abort', end);
      try {
        // It keeps a process alive that waits for it, and no other.
        child.ref();
        child.channel?.ref();
        send(child, tasks);
        if (signal.aborted) end();
        return (await nextOf(child)) as string[] | Ending;
      } finally {
        signal.removeEventListener('abort', end);
        child.unref();
        child.channel?.unref();
      }
    },

    end(): void {
      if (running) kill(running);
    },
  };
}

export type EvaluatorProcess = ReturnType<typeof createEvaluatorProcess>;

/** What cannot be sent any more has nobody to go to, which is heard of when the process ends. */
function send(child: ChildProcess, message: unknown): void {
  child.send(message as object, () => {});
}

/** What the process says next, or how it has ended. */
async function nextOf(child: ChildProcess): Promise<unknown> {
  const over = new AbortController();
  const { signal } = over;
  try {
    return await Promise.race([
      once(child, 'message', { signal }).then(([message]) => message as unknown),
      once(child, 'exit', { signal }).then(([code, killedBy]) => endingOf(code, killedBy)),
    ]);
  } finally {
    over.abort();
  }
}

/** @throws {EvaluatorError} where nothing that was evaluated is to blame */
function endingOf(code: unknown, killedBy: unknown): Ending {
  if (code === EXIT_CODES.overTime) return 'over-time';
  if (code === EXIT_CODES.overMemory || code === ABORTED || killedBy !== null) return 'over-memory';
  throw new EvaluatorError(`The process that evaluates expressions has ended (${String(code)}).`);
}
