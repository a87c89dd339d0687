import { once } from 'node:events';

import { type LoopbackServer, startHttpServer } from './loopback-server';

const CHUNK = Buffer.alloc(64 * 1024, 7);
const CHUNKS = 1_600;

export const LARGE_FILE_BYTES = CHUNKS * CHUNK.length;

export interface LargeFileServer extends LoopbackServer {
  /** Resolves once all of the file but its last part was sent. */
  nearlySent: Promise<void>;
  /** Sends the last part. */
  release(): void;
}

/** Serves a file of 100 MiB, once, and keeps its end back: so it can be looked at what is held meanwhile. */
export async function startLargeFileServer(): Promise<LargeFileServer> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  let sent = (): void => undefined;
  const nearlySent = new Promise<void>((resolve) => (sent = resolve));
  const server = await startHttpServer((_request, response) => {
    void (async () => {
      response.writeHead(200, { 'content-length': LARGE_FILE_BYTES });
      for (let left = CHUNKS; left > 1; left -= 1) {
        if (!response.write(CHUNK)) await once(response, 'drain');
      }
      sent();
      await released;
      response.end(CHUNK);
    })();
  });
  return { ...server, nearlySent, release };
}
