import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

import type { Dispatcher } from 'undici';

import { parseUrl } from '../parse-url';
import { listenForAbort } from './abort-listeners';
import { checkHost } from './check-url';
import { ApiError, isApiError } from './client/api-error';
import { describeFailure, sentence } from './describe-failure';
import { AddressRefusedError } from './errors';
import { createGuardedAgent, type GuardedAgentOptions } from './guarded-agent';
import { nextHop } from './next-hop';
import { USER_AGENT } from './user-agent';

export interface DownloaderOptions extends GuardedAgentOptions {
  /** How long nothing may come, in ms; this ends also a server that never answers. */
  idleTimeoutMs: number;
  /** How long a whole file may take, in ms, with all redirects; default 10 minutes. */
  totalTimeoutMs?: number;
}

export interface Download {
  /** http or https, without credentials. */
  url: string;
  /** The path of a file that there is not yet. */
  to: string;
  maxBytes: number;
  signal?: AbortSignal;
}

export interface DownloadedFile {
  size: number;
  /** In lower case and without parameters, as the server says; null where it says nothing. */
  contentType: string | null;
}

export interface Downloader {
  /**
   * Fetches a file. No more of it is held in memory than a few chunks.
   *
   * @throws {ApiError} for whatever the server or the network is to blame for; what was written until then stays
   */
  download(order: Download): Promise<DownloadedFile>;
  /** Breaks off what is under way and closes all connections. */
  close(): Promise<void>;
}

const TOTAL_TIMEOUT_MS = 10 * 60_000;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const HEADERS = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': USER_AGENT };

/**
 * Fetches files from addresses that records name, which anybody may have written. Every hop of a redirect goes through the
 * address guard like the first one, and none of them gets to see any credentials.
 */
export function createDownloader(options: DownloaderOptions): Downloader {
  const { idleTimeoutMs, totalTimeoutMs = TOTAL_TIMEOUT_MS, policy } = options;
  let agent: Promise<Dispatcher> | null = null;

  async function ask(url: URL, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    try {
      checkHost(url, policy);
      const dispatcher = await (agent ??= createGuardedAgent(options));
      const { origin, pathname, search } = url;
      const path = pathname + search;
      return await dispatcher.request({ origin, path, method: 'GET', headers: HEADERS, signal });
    } catch (error) {
      throw failureOf(error, url);
    }
  }

  async function follow(
    first: URL,
    signal: AbortSignal,
  ): Promise<{ url: URL; response: Dispatcher.ResponseData }> {
    let url = first;
    for (let hops = 0; ; hops += 1) {
      const response = await ask(url, signal);
      const { location } = response.headers;
      if (!REDIRECTS.has(response.statusCode) || typeof location !== 'string') {
        return { url, response };
      }
      discard(response);
      url = nextHop({ from: url, location, hops, status: response.statusCode });
    }
  }

  return {
    async download({ url: text, to, maxBytes, signal }) {
      const first = parseUrl(text);
      if (!first) throw new ApiError(sentence('invalid-request', 'the server of a file'));
      const abort = new AbortController();
      const breakOff = (code: 'timeout' | 'aborted') =>
        abort.abort(new ApiError(sentence(code, first.hostname)));
      const idle = setTimeout(breakOff, idleTimeoutMs, 'timeout');
      const total = setTimeout(breakOff, totalTimeoutMs, 'timeout');
      const stopListening = signal && listenForAbort(signal, () => breakOff('aborted'));
      if (signal?.aborted) breakOff('aborted');
      try {
        const { url, response } = await follow(first, abort.signal);
        const refusal = refusalOf(url, response, maxBytes);
        if (refusal) {
          discard(response);
          throw refusal;
        }
        let size = 0;
        const chunks = async function* () {
          try {
            for await (const chunk of response.body as AsyncIterable<Buffer>) {
              idle.refresh();
              size += chunk.length;
              if (size > maxBytes) throw tooLarge(url, maxBytes);
              yield chunk;
            }
          } catch (error) {
            // Here and not around it all: what goes wrong on the disk is nobody else's fault.
            throw failureOf(error, url);
          }
        };
        await pipeline(chunks, createWriteStream(to, { flags: 'wx' }));
        if (size === 0) throw malformed(url, 'an empty file');
        return { size, contentType: contentTypeOf(response) };
      } finally {
        clearTimeout(idle);
        clearTimeout(total);
        stopListening?.();
      }
    },

    async close() {
      await (await agent)?.destroy();
    },
  };
}

function failureOf(error: unknown, { hostname }: URL): ApiError {
  if (isApiError(error)) return error;
  if (error instanceof AddressRefusedError) {
    const message = `"${error.hostname}" leads to ${error.reason}, from which no files may be fetched.`;
    return new ApiError({ code: error.code, message });
  }
  return new ApiError(describeFailure(error, hostname));
}

/** Why an answer is refused before any of it is read; null for one that is not. */
function refusalOf(
  url: URL,
  { statusCode: status, headers }: Dispatcher.ResponseData,
  maxBytes: number,
): ApiError | null {
  if (status !== 200) {
    const message = `${url.hostname} answered with ${status}.`;
    return new ApiError({ code: 'http-error', message, status });
  }
  if (Number(headers['content-length']) > maxBytes) return tooLarge(url, maxBytes);
  return (headers['content-encoding'] ?? 'identity') === 'identity'
    ? null
    : malformed(url, 'a file that is compressed on its way, which was not asked for');
}

/** The rest of it is not read. */
function discard({ body }: Dispatcher.ResponseData): void {
  body.on('error', () => undefined);
  body.destroy();
}

function contentTypeOf({ headers }: Dispatcher.ResponseData): string | null {
  const header = headers['content-type'];
  const [type = ''] = typeof header === 'string' ? header.split(';') : [];
  return type.trim().toLowerCase() || null;
}

const tooLarge = ({ hostname }: URL, maxBytes: number): ApiError =>
  new ApiError({
    code: 'response-too-large',
    message: `The file at ${hostname} has more than ${maxBytes} bytes.`,
  });

const malformed = ({ hostname }: URL, what: string): ApiError =>
  new ApiError({ code: 'response-malformed', message: `${hostname} sent ${what}.` });
