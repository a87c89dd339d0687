import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface VendorRequest {
  method: string;
  path: string;
  /** What stands for the names in the route: `{id}`. */
  params: Record<string, string>;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
  /** Of the server itself, for addresses in answers. */
  origin: string;
}

export interface VendorAnswer {
  /** Default 200. */
  status?: number;
  headers?: Record<string, string>;
  /** Written as JSON; nothing where it is undefined. */
  body?: unknown;
}

/** Thrown inside a route: this is the answer. */
export class Refusal extends Error {
  constructor(readonly answer: VendorAnswer) {
    super(`refused with ${answer.status ?? 200}`);
  }
}

export interface Vendor {
  /** `http://127.0.0.1:<port>` */
  url: string;
  /** All that was asked, in order. */
  requests: VendorRequest[];
  stop(): Promise<void>;
}

type Route = (request: VendorRequest) => VendorAnswer;

/**
 * A stand-in of a service on loopback.
 *
 * @param routes `{ 'GET /things/{id}': answer }`; the first that fits is taken
 * @param notFound the service's own answer to everything else
 */
export async function startVendor(
  routes: Record<string, Route>,
  notFound: VendorAnswer = { status: 404 },
): Promise<Vendor> {
  const known = Object.entries(routes).map(([route, answer]) => ({ ...matcherOf(route), answer }));
  const requests: VendorRequest[] = [];

  const server = createServer((incoming, response) => {
    void bodyOf(incoming).then((body) => {
      const origin = `http://${incoming.headers.host}`;
      const url = new URL(incoming.url ?? '/', origin);
      const { method = 'GET', headers } = incoming;
      const asked = { method, path: url.pathname, query: url.searchParams, headers, body, origin };
      const found = known
        .map((route) => ({
          route,
          match: route.method === method && route.path.exec(url.pathname),
        }))
        .find(({ match }) => match);
      const params = found?.match ? decoded(found.match.groups) : {};
      const request = { ...asked, params };
      requests.push(request);
      const answer = found ? answerOf(() => found.route.answer(request)) : notFound;
      response.writeHead(answer.status ?? 200, {
        ...(answer.body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
        ...answer.headers,
      });
      response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function matcherOf(route: string) {
  const [method = '', pattern = ''] = route.split(' ');
  const source = pattern
    .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
    .replace(/\{(\w+)\}/g, (_all, name: string) => `(?<${name}>[^/]+?)`);
  return { method, path: new RegExp(`^${source}$`) };
}

const decoded = (groups: Record<string, string> | undefined) =>
  Object.fromEntries(
    Object.entries(groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
  );

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function answerOf(work: () => VendorAnswer): VendorAnswer {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    return { status: 500, body: { message: `The stand-in has a fault: ${String(error)}` } };
  }
}
