import { readFileSync } from 'node:fs';

const runningFile = new URL('.tmp/running.json', import.meta.url);

/**
 * Address of the demo that `npm run demo` has started, or the one that the environment names; null if there is none, or it
 * was stopped.
 */
export function addressOfRunningDemo() {
  if (process.env.DEMO_ADDRESS) return process.env.DEMO_ADDRESS;
  try {
    return `http://127.0.0.1:${JSON.parse(readFileSync(runningFile, 'utf8')).port}`;
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}
