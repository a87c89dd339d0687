import { Pool } from 'undici';

import { serveCommands } from './commands';
import { ENTRY } from './payload';

/* The least a sender can do: undici's `request` in a loop, which signs nothing and stores nothing. */

const IN_FLIGHT_AN_ENDPOINT = 13; // 130 over 10 endpoints; 64 and 256 are no faster.

const commands = {
  /** Posts so many requests, evenly to all receivers; returns the duration in ms. */
  async post(urls: string[], count: number): Promise<{ durationMs: number }> {
    const pools = urls.map(
      (url) => new Pool(new URL(url).origin, { connections: IN_FLIGHT_AN_ENDPOINT }),
    );
    const body = JSON.stringify({ type: 'bench.entry', timestamp: new Date(0), data: ENTRY });
    const headers = { 'content-type': 'application/json' };
    const startedAt = performance.now();
    await Promise.all(
      pools.flatMap((pool) => {
        let left = Math.ceil(count / urls.length);
        return Array.from({ length: IN_FLIGHT_AN_ENDPOINT }, async () => {
          while (left > 0) {
            left -= 1;
            const answer = await pool.request({ method: 'POST', path: '/hook', headers, body });
            await answer.body.dump();
          }
        });
      }),
    );
    const durationMs = performance.now() - startedAt;
    await Promise.all(pools.map((pool) => pool.close()));
    return { durationMs };
  },

  end: () => process.exit(0),
};

export type BareLoopCommands = typeof commands;

serveCommands(commands);
