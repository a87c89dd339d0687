import type { Dispatcher } from 'undici';

import { listenForAbort } from './abort-listeners';
import { checkHost } from './check-url';
import { describeFailure, sentence } from './describe-failure';
import { createGuardedAgent, type GuardedAgentOptions } from './guarded-agent';
import { type HttpFailure, type HttpOutcome, keepHeaders } from './http-outcome';
import { LONGEST_TIMER_MS } from '../longest-timer';
import { parseUrl } from '../parse-url';

export interface HttpRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** http or https, without credentials. */
  url: string | URL;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** One deadline over waiting for a connection, connecting, sending, and the whole answer. */
  totalTimeoutMs: number;
  /** How much of the answer's body to keep; default 16 KiB. The rest is not read. */
  maxResponseBytes?: number;
  signal?: AbortSignal;
}

export interface HttpSender {
  /** Sends one request. Network trouble is an outcome, never an exception. Redirects are answers like any other. */
  send(request: HttpRequest): Promise<HttpOutcome>;
  /** Breaks off what is under way (outcome `aborted`) and closes all connections. */
  close(): Promise<void>;
}

const MAX_TARGETS = 500;
const DEFAULT_MAX_RESPONSE_BYTES = 16 * 1024;

/** The one client for requests that users can aim. Make one a process and keep it: it holds the connections. */
export function createHttpSender(options: GuardedAgentOptions): HttpSender {
  let agent: Promise<Dispatcher> | null = null;
  let dispatcher: Dispatcher | null = null;
  let isClosed = false;
  /** URLs that were parsed, and origins whose host the rules allow: both took 5 µs of every request. */
  const targets = new Map<string, URL>();
  const allowedOrigins = new Set<string>();

  /** No promise but that of the exchange: it is under way hundreds of times, and Strapi's tracking follows every promise. */
  function send(request: HttpRequest): Promise<HttpOutcome> {
    const startedAt = performance.now();
    const fail = (failure: Pick<HttpFailure, 'code' | 'message'>): HttpFailure => ({
      kind: 'error',
      ...failure,
      durationMs: performance.now() - startedAt,
    });

    const url = typeof request.url === 'string' ? parsed(request.url) : request.url;
    if (!url) return Promise.resolve(fail(sentence('invalid-request', 'the endpoint')));
    const failed = (error: unknown) => fail(describeFailure(error, url.hostname));
    try {
      if (!allowedOrigins.has(url.origin)) {
        // Again in every process, since rules may have changed since the URL was saved, and for requests over a proxy.
        checkHost(url, options.policy);
        makeRoom(allowedOrigins);
        allowedOrigins.add(url.origin);
      }
    } catch (error) {
      return Promise.resolve(failed(error));
    }
    const go = (ready: Dispatcher): Promise<HttpOutcome> | HttpFailure =>
      isClosed || request.signal?.aborted
        ? fail(sentence('aborted', url.hostname))
        : exchange(ready, url, request, startedAt);
    if (!dispatcher) return connected().then(go, failed);
    const outcome = go(dispatcher);
    return outcome instanceof Promise ? outcome : Promise.resolve(outcome);
  }

  async function connected(): Promise<Dispatcher> {
    dispatcher = await (agent ??= createGuardedAgent(options));
    return dispatcher;
  }

  function parsed(text: string): URL | null {
    const known = targets.get(text);
    if (known) return known;
    const url = parseUrl(text);
    makeRoom(targets);
    if (url) targets.set(text, url);
    return url;
  }

  async function close(): Promise<void> {
    isClosed = true;
    await (await agent)?.destroy();
  }

  return { send, close };
}

function makeRoom(known: Map<string, unknown> | Set<string>): void {
  const oldest = known.keys().next();
  if (known.size >= MAX_TARGETS && !oldest.done) known.delete(oldest.value);
}

/**
 * undici's lowest level, `dispatch`: no stream and no AbortSignal a request. With 64 in flight on loopback it takes 21 µs
 * of processor time a request (49,000/s), undici's `request` with an `AbortSignal.timeout` 25 µs (42,000/s).
 */
function exchange(
  dispatcher: Dispatcher,
  url: URL,
  request: HttpRequest,
  startedAt: number,
): Promise<HttpOutcome> {
  const { signal, maxResponseBytes = DEFAULT_MAX_RESPONSE_BYTES } = request;

  return new Promise((resolve) => {
    let controller: Dispatcher.DispatchController | null = null;
    let isSettled = false;
    let statusCode = 0;
    let headers: Record<string, string> = {};
    const chunks: Buffer[] = [];
    let received = 0;

    const settle = (outcome: HttpOutcome) => {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(deadline);
      stopListening?.();
      resolve(outcome);
    };
    const elapsed = () => performance.now() - startedAt;
    const succeed = (isTruncated: boolean) =>
      settle({
        kind: 'response',
        statusCode,
        headers,
        // A copy: a chunk is a view into a socket's read buffer of 64 KiB, which the log's batch would keep alive.
        body: Buffer.concat(chunks),
        isTruncated,
        durationMs: elapsed(),
      });
    // Settles before it aborts, since undici reports the abort as an error of the request.
    const breakOff = (code: 'timeout' | 'aborted') => {
      settle({ kind: 'error', ...sentence(code, url.hostname), durationMs: elapsed() });
      controller?.abort(new Error(code));
    };
    const deadline = setTimeout(
      () => breakOff('timeout'),
      Math.min(Math.max(0, request.totalTimeoutMs - elapsed()), LONGEST_TIMER_MS),
    );
    const stopListening = signal && listenForAbort(signal, () => breakOff('aborted'));

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(startedController) {
        controller = startedController;
        // The deadline passed while the request waited for a connection: it must not go out any more.
        if (isSettled) controller.abort(new Error('too late'));
      },
      onResponseStart(_controller, status, rawHeaders) {
        // An early hint comes first and is overwritten by the answer itself.
        statusCode = status;
        headers = keepHeaders(rawHeaders);
      },
      onResponseData(responseController, chunk) {
        if (isSettled) return;
        const room = maxResponseBytes - received;
        received += chunk.length;
        if (received <= maxResponseBytes) {
          chunks.push(chunk);
          return;
        }
        chunks.push(chunk.subarray(0, room));
        succeed(true);
        responseController.abort(new Error('enough'));
      },
      onResponseEnd: () => succeed(false),
      onResponseError(_controller, error) {
        settle({ kind: 'error', ...describeFailure(error, url.hostname), durationMs: elapsed() });
      },
    };

    try {
      dispatcher.dispatch(
        {
          origin: url.origin,
          path: url.pathname + url.search,
          method: request.method,
          headers: request.headers ?? {},
          body: request.body ?? null,
        },
        handler,
      );
    } catch (error) {
      settle({ kind: 'error', ...describeFailure(error, url.hostname), durationMs: elapsed() });
    }
  });
}
