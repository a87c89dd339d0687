import { Pool } from 'undici';

import { serveCommands } from './commands';

/* What a site's own code would do without the plugin: call, read the JSON, and nothing else. */

const HEADERS = { accept: 'application/json', authorization: 'Bearer bench-key-0123456789' };

/** Runs so many calls, some at once; returns the duration in ms. */
async function timed(count: number, atOnce: number, call: (n: number) => Promise<void>) {
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < count) {
        next += 1;
        await call(next);
      }
    }),
  );
  return performance.now() - startedAt;
}

const commands = {
  async undici(url: string, count: number, atOnce: number): Promise<number> {
    const pool = new Pool(url, { connections: atOnce });
    const durationMs = await timed(count, atOnce, async (n) => {
      const answer = await pool.request({ method: 'GET', path: `/items/${n}`, headers: HEADERS });
      await answer.body.json();
    });
    await pool.close();
    return durationMs;
  },

  fetch: (url: string, count: number, atOnce: number): Promise<number> =>
    timed(count, atOnce, async (n) => {
      const answer = await fetch(`${url}/items/${n}`, { headers: HEADERS });
      await answer.json();
    }),

  end: () => process.exit(0),
};

export type BareCallsCommands = typeof commands;

serveCommands(commands);
