import type { ServerResponse } from 'node:http';

/** What a receiver does with a request once it has read it. */
export type Behaviour =
  | {
      status: number;
      headers?: Record<string, string | string[]>;
      body?: string | Buffer;
      delayMs?: number;
    }
  /** Never answers. */
  | { fault: 'hang' }
  /** Sends the status and the headers, then a byte each `intervalMs`, for ever. */
  | { fault: 'drip'; intervalMs: number }
  /** Sends a body as fast as it is read, for ever. */
  | { fault: 'endless-body' }
  /** Sends header lines as fast as they are read, for ever. */
  | { fault: 'endless-headers' }
  /** Promises more than it sends and closes. */
  | { fault: 'cut-off' }
  /** Answers something that is not HTTP. */
  | { fault: 'garbage' }
  /** TCP reset. */
  | { fault: 'reset' };

export function perform(behaviour: Behaviour, response: ServerResponse): void {
  if ('fault' in behaviour) misbehave(behaviour, response);
  else answer(behaviour, response);
}

function answer(
  { status, headers, body, delayMs }: Extract<Behaviour, { status: number }>,
  response: ServerResponse,
): void {
  const send = () => {
    response.writeHead(status, headers);
    response.end(body);
  };
  if (delayMs === undefined) send();
  else setTimeout(send, delayMs).unref();
}

function misbehave(
  behaviour: Extract<Behaviour, { fault: string }>,
  response: ServerResponse,
): void {
  const { socket } = response;
  if (!socket) return;
  switch (behaviour.fault) {
    case 'hang':
      return;
    case 'drip': {
      response.writeHead(200, { 'content-type': 'text/plain' });
      const timer = setInterval(() => response.write('.'), behaviour.intervalMs);
      response.on('close', () => clearInterval(timer));
      return;
    }
    case 'endless-body':
      response.writeHead(200, { 'content-type': 'text/plain' });
      return pour((chunk) => response.write(chunk), response, '.'.repeat(16_384));
    case 'endless-headers':
      socket.write('HTTP/1.1 200 OK\r\n');
      return pour((chunk) => socket.write(chunk), socket, `x-more: ${'y'.repeat(1000)}\r\n`);
    case 'cut-off':
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nonly this');
      return;
    case 'garbage':
      socket.end('This is not HTTP.\r\n\r\n');
      return;
    case 'reset':
      socket.resetAndDestroy();
  }
}

/** Writes the same chunk for ever, no faster than it is read and never without giving others their turn. */
function pour(
  write: (chunk: string) => boolean,
  target: NodeJS.EventEmitter & { destroyed?: boolean },
  chunk: string,
): void {
  const more = () => {
    if (target.destroyed) return;
    if (write(chunk)) setImmediate(more);
    else target.once('drain', more);
  };
  more();
}
