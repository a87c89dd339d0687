import { Pool } from 'undici';

import { serveCommands } from './commands';
import { pace, saturate, type Answered } from './load';
import { eventBody, RECEIVE_PATH, signedHeaders } from './signed-events';
import { quantile } from './statistics';

/*
 * Everybody who sends requests to Strapi, in a process of its own, over connections that are kept alive. Bodies are made
 * and signed before the clock starts. Whatever is not answered as it should be ends the run.
 */

/** Requests at once, of whatever kind. */
const CONNECTIONS = 64;

interface LoadRequest {
  method: 'GET' | 'POST';
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

/** The events with the numbers `from` to `from + count - 1`. */
interface Events {
  from: number;
  count: number;
  /** Events are of so many products in turn; of one each without it. */
  products?: number;
}

let pool: Pool | undefined;

async function send({ method, path, headers, body }: LoadRequest, status: number): Promise<void> {
  if (!pool) throw new Error('not connected');
  const answer = await pool.request({
    method,
    path,
    ...(headers && { headers }),
    ...(body !== undefined && { body }),
  });
  if (answer.statusCode === status) return answer.body.dump();
  throw new Error(`${method} ${path}: ${answer.statusCode} ${await answer.body.text()}`);
}

/** Sends the requests in their order; each is to be answered with `status`. */
function sender(requests: readonly LoadRequest[], status: number) {
  return async (n: number): Promise<void> => {
    const request = requests[n];
    if (!request) throw new Error(`there is no request ${n}`);
    await send(request, status);
  };
}

function postsOf({ from, count, products }: Events, secret?: string): LoadRequest[] {
  return Array.from({ length: count }, (_, index) => {
    const n = from + index;
    const body = eventBody(n, products ? n % products : n);
    return { method: 'POST', path: RECEIVE_PATH, headers: signedHeaders(body, secret), body };
  });
}

const atOnce = CONNECTIONS;

const commands = {
  async connect(url: string): Promise<void> {
    await pool?.close();
    pool = new Pool(url, { connections: CONNECTIONS });
  },

  /** Posts events as fast as they are taken, for at most `ms`. */
  postEvents: (events: Events, ms: number): Promise<Answered> =>
    saturate(sender(postsOf(events), 200), { count: events.count, ms, atOnce }),

  /** Posts events at a pace; 99 of 100 were answered within so many ms of when they were to be sent. */
  async paceEvents(events: Events, perSecond: number): Promise<{ p99Ms: number }> {
    const { count } = events;
    const latencies = await pace(sender(postsOf(events), 200), { count, perSecond });
    return { p99Ms: quantile(latencies, 0.99) };
  },

  /** Posts events that somebody else has signed, none of which is to be taken. */
  forgeEvents: (events: Events, ms: number): Promise<Answered> =>
    saturate(sender(postsOf(events, 'whsec_of_somebody_else'), 401), {
      count: events.count,
      ms,
      atOnce,
    }),

  /** Creates entries over Strapi's REST API. */
  createNotes({ from, count }: Events, token: string, ms: number): Promise<Answered> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const requests = Array.from({ length: count }, (_, index): LoadRequest => {
      const data = { text: `Note ${from + index}`, number: from + index };
      return { method: 'POST', path: '/api/notes', headers, body: JSON.stringify({ data }) };
    });
    return saturate(sender(requests, 201), { count, ms, atOnce });
  },

  /** Asks for the cheapest answer that Strapi has. */
  askForHealth: (count: number, ms: number): Promise<Answered> =>
    saturate(() => send({ method: 'GET', path: '/_health' }, 204), { count, ms, atOnce }),

  end: () => process.exit(0),
};

export type LoadCommands = typeof commands;

serveCommands(commands);
