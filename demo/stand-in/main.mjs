/*
 * The stand-in service of the demo as a process of its own: `node demo/stand-in/main.mjs`.
 *
 *   STAND_IN_PORT    where it listens on loopback; 4500 without it, 0 for a free port
 *   STAND_IN_MODES   JSON of modes to begin with
 *
 * To a parent it sends `{ isReady, url }` when it listens, and it ends with that parent.
 */
import { startStandIn } from './start.mjs';

const port = Number(process.env.STAND_IN_PORT ?? 4500);
const log = (line) => console.log(`[harbour] ${line}`);

try {
  const modes = JSON.parse(process.env.STAND_IN_MODES ?? '{}');
  const standIn = await startStandIn({ port, modes, log });
  log(`listens on ${standIn.url}`);
  const stop = () => standIn.close().then(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM', 'disconnect']) process.once(signal, stop);
  process.send?.({ isReady: true, url: standIn.url });
} catch (error) {
  console.error(
    `[harbour] ${error.code === 'EADDRINUSE' ? `Port ${port} is taken.` : error.message}`,
  );
  process.exit(1);
}
