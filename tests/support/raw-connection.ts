import { once } from 'node:events';
import { connect } from 'node:net';

export interface RawConnection {
  /** Sends bytes as they are. */
  write(bytes: string | Buffer): void;
  /** Ends our half of the connection. */
  end(): void;
  /** Waits for what the other side answers until it has said this, or closed the connection. */
  untilAnswered(text?: string): Promise<string>;
  /** Everything that came until the other side closed the connection. */
  untilClosed(): Promise<string>;
  destroy(): void;
}

/** A connection without an HTTP client, to send what no client would. */
export async function connectRaw(url: string): Promise<RawConnection> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  let answer = '';
  let isClosed = false;
  const waiting = new Set<() => void>();
  const tell = () => waiting.forEach((check) => check());
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString('latin1');
    tell();
  });
  // A connection that the other side resets is closed like any other.
  socket.on('error', () => {});
  socket.on('close', () => {
    isClosed = true;
    tell();
  });
  await once(socket, 'connect');

  const until = (isEnough: () => boolean) =>
    new Promise<string>((resolve) => {
      const check = () => {
        if (!isEnough()) return;
        waiting.delete(check);
        resolve(answer);
      };
      waiting.add(check);
      check();
    });

  return {
    write: (bytes) => void socket.write(bytes),
    end: () => void socket.end(),
    untilAnswered: (text = '\r\n\r\n') => until(() => answer.includes(text) || isClosed),
    untilClosed: () => until(() => isClosed),
    destroy: () => void socket.destroy(),
  };
}

/** The lines of a POST up to the empty one. */
export function requestHead(path: string, headers: Record<string, string>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${lines.join('')}\r\n`;
}
