import type { ApiClient } from '../../../../server/src/http/client/api-client';
import type { ApiResponse, CallOptions } from '../../../../server/src/http/client/api-request';
import type { Page, PageOptions } from '../../../../server/src/http/client/read-pages';

export interface RecordedCall {
  method: string;
  path: string;
  body?: unknown;
  options?: PageOptions;
}

type Answer = { status?: number; data?: unknown; pages?: unknown[][] } | Error;

/**
 * A client that notes what it is asked for and answers what it is told to, one answer a call: `data`, or `pages` to a
 * listing. Without one it answers 200 with nothing.
 */
export function recordingClient(...answers: Answer[]) {
  const calls: RecordedCall[] = [];

  function answerTo(call: RecordedCall) {
    calls.push(call);
    const answer = answers.shift() ?? {};
    if (answer instanceof Error) throw answer;
    return answer;
  }

  async function respond<T>(call: RecordedCall): Promise<ApiResponse<T>> {
    const { status = 200, data = null } = answerTo(call);
    return {
      status,
      headers: {},
      data: data as T,
      cache: null,
      url: new URL('https://service.example'),
    };
  }

  async function* listing<T>(path: string, options?: PageOptions): AsyncGenerator<Page<T>> {
    const { pages = [] } = answerTo({ method: 'LIST', path, options });
    for (const [index, records] of pages.entries()) {
      yield { records: records as T[], position: index + 1 < pages.length ? String(index) : null };
    }
  }

  const writing =
    (method: string) =>
    <T>(path: string, body?: unknown, options?: CallOptions) =>
      respond<T>({ method, path, body, options });

  const client: ApiClient = {
    get: (path, options) => respond({ method: 'GET', path, options }),
    post: writing('POST'),
    put: writing('PUT'),
    patch: writing('PATCH'),
    delete: (path, options) => respond({ method: 'DELETE', path, options }),
    paginate: listing,
    batch: () => Promise.reject(new Error('no connector makes batches')),
    use: () => () => {},
  };
  return { client, calls };
}

/** All that an iteration yields. */
export async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
