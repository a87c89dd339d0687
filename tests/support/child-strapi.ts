import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import type { AppDirectory } from './app-directory';
import { MANAGER_EMAIL } from './app/src/admin-credentials.js';
import { signIn, type HttpClient } from './http-client';

export interface ChildStrapi {
  process: ChildProcess;
  url: string;
  /** From the start of the process until it listens, in milliseconds. */
  bootMs: number;
  /** Calls a method of `strapi.documents(uid)` in the child, e.g. `documents('api::note.note', 'create', { data })`. */
  documents<T = Record<string, unknown>>(uid: string, method: string, params: object): Promise<T>;
  /** Calls a method of the plugin's service in the child, e.g. `service('outgoing', 'endpoints.create', input)`. */
  service<T = Record<string, unknown>>(
    name: string,
    method: string,
    ...args: unknown[]
  ): Promise<T>;
  /** Signs in the admin who may do everything in the plugin and nothing else. */
  signIn(): Promise<HttpClient>;
  /** `kill -9`, and waits until it is gone; calls that were under way fail. */
  kill(): Promise<void>;
  /** SIGTERM, and waits for the orderly end. */
  stop(): Promise<void>;
}

interface StartOptions {
  port?: number;
  env?: Record<string, string>;
  /** Default: 60 s. */
  timeoutMs?: number;
  /** It is not for measuring time, and ends before what V8 optimises would pay. */
  isShortLived?: boolean;
}

/** Options of Node for a process that starts a Strapi: most of a start is loading modules. */
export const WITH_MODULE_CACHE = ['--require', path.join(__dirname, 'module-cache.cjs')];

/**
 * Starts a Strapi on this app directory in a process of its own, which can be killed and started again on the same
 * data. Its output is shown when it does not start.
 */
export async function startChildStrapi(
  app: AppDirectory,
  { port = 0, env, timeoutMs = 60_000, isShortLived = false }: StartOptions = {},
): Promise<ChildStrapi> {
  const startedAt = performance.now();
  const child = fork(path.join(__dirname, 'child-strapi-main.mjs'), [app.path, String(port)], {
    cwd: app.path,
    env: { ...process.env, ...env },
    silent: true,
    execArgv: isShortLived ? [...WITH_MODULE_CACHE, '--no-opt'] : WITH_MODULE_CACHE,
  });
  const ready = await untilReady(child, timeoutMs);
  const bootMs = performance.now() - startedAt;

  const url = `http://127.0.0.1:${ready.port}`;
  const call = callerOf(child);
  return {
    process: child,
    url,
    bootMs,
    documents: (uid, method, params) => call({ documents: uid }, method, [params]),
    service: (name, method, ...args) =>
      call({ plugin: 'integration-builder', service: name }, method, args),
    signIn: () => signIn(url, MANAGER_EMAIL),
    kill: () => end(child, 'SIGKILL'),
    stop: () => end(child, 'SIGTERM'),
  };
}

interface Ready {
  isReady: true;
  port: number;
}

function untilReady(child: ChildProcess, timeoutMs: number): Promise<Ready> {
  let output = '';
  const collect = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-4000);
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);

  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      child.kill('SIGKILL');
      reject(new Error(`The child Strapi ${why}.\n${output}`));
    };
    const timer = setTimeout(() => fail(`did not start within ${timeoutMs} ms`), timeoutMs);
    const onExit = () => {
      clearTimeout(timer);
      fail('ended before it was ready');
    };
    child.once('exit', onExit);
    child.once('message', (message) => {
      clearTimeout(timer);
      child.off('exit', onExit);
      resolve(message as Ready);
    });
  });
}

interface Answer {
  id: number;
  result?: unknown;
  error?: { name: string; message: string };
}

function callerOf(child: ChildProcess) {
  const pending = new Map<
    number,
    { resolve: (value: never) => void; reject: (error: Error) => void }
  >();
  let lastId = 0;

  child.on('message', ({ id, result, error }: Answer) => {
    const call = pending.get(id);
    pending.delete(id);
    if (error) call?.reject(Object.assign(new Error(error.message), { name: error.name }));
    else call?.resolve(result as never);
  });
  child.on('exit', () => {
    for (const { reject } of pending.values()) reject(new Error('The child Strapi has ended'));
    pending.clear();
  });

  return <T>(target: object, method: string, args: unknown[]): Promise<T> =>
    new Promise((resolve, reject) => {
      lastId += 1;
      pending.set(lastId, { resolve, reject });
      // A child that is dying reports the calls it can no longer take through `exit`.
      child.send({ id: lastId, target, method, args }, () => {});
    });
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}
