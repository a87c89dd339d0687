import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What a process of a benchmark can be told to do. Arguments and results are plain data. */
type Commands = Record<string, (...args: never[]) => unknown>;

interface Answer {
  id: number;
  result?: unknown;
  error?: string;
}

/** A process of its own, so that what is measured shares its event loop with nothing else. */
export interface CommandProcess<C extends Commands> {
  tell: { [K in keyof C]: (...args: Parameters<C[K]>) => Promise<Awaited<ReturnType<C[K]>>> };
  stop(): Promise<void>;
}

/** Answers the commands of the parent process; ends when the parent is gone. */
export function serveCommands(commands: Commands): void {
  process.on('message', ({ id, name, args }: { id: number; name: string; args: never[] }) => {
    void (async () => commands[name]?.(...args))().then(
      (result) => process.send?.({ id, result } satisfies Answer),
      (error: Error) =>
        process.send?.({ id, error: error.stack ?? error.message } satisfies Answer),
    );
  });
  process.on('disconnect', () => process.exit(1));
  process.send?.({ id: 0 } satisfies Answer);
}

/**
 * Starts a TypeScript file that calls `serveCommands` and resolves as soon as it does.
 * With `BENCH_CPU_PROF` (a directory) it writes a profile of itself there when it is stopped.
 */
export async function startProcess<C extends Commands>(
  file: string,
  options: { args?: string[]; nodeArgs?: string[] } = {},
): Promise<CommandProcess<C>> {
  const profile = process.env.BENCH_CPU_PROF;
  const child = fork(file, options.args ?? [], {
    env: { ...process.env, NODE_ENV: 'production' },
    execArgv: [
      '--import',
      'tsx',
      ...(options.nodeArgs ?? []),
      ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : []),
    ],
  });
  const call = callerOf(child, file);
  const [first] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`${file} ended at its start`))),
  ])) as [Answer];
  if (first.id !== 0) throw new Error(`${file} answered before it was asked`);

  return {
    tell: new Proxy({} as CommandProcess<C>['tell'], {
      get:
        (_target, name) =>
        (...args: unknown[]) =>
          call(String(name), args),
    }),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      await call('end', []).catch(() => undefined);
      const patience = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await exit;
      clearTimeout(patience);
    },
  };
}

function callerOf(child: ChildProcess, file: string) {
  const waiting = new Map<
    number,
    { resolve: (value: never) => void; reject: (e: Error) => void }
  >();
  let lastId = 0;

  child.on('message', ({ id, result, error }: Answer) => {
    const call = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) call?.resolve(result as never);
    else call?.reject(new Error(error));
  });
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} has ended`));
    waiting.clear();
  });

  return <T>(name: string, args: unknown[]): Promise<T> =>
    new Promise((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      child.send({ id: lastId, name, args }, () => undefined);
    });
}
