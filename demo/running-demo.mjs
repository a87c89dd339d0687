import { readFileSync, rmSync, writeFileSync } from 'node:fs';

const runningFile = new URL('.tmp/running.json', import.meta.url);

/**
 * Address of the demo that a script has started, or the one that the environment names; null if there is none, or it was
 * stopped.
 */
export function addressOfRunningDemo() {
  return process.env.DEMO_ADDRESS || (readNote()?.address ?? null);
}

/**
 * Lets others find the demo. Its directory `.tmp` has to be there.
 *
 * @param demo.pid the process that ends it
 * @param demo.address as Strapi knows it: what is signed with an address is verified by that one
 */
export function noteRunningDemo({ pid, address }) {
  writeFileSync(runningFile, JSON.stringify({ pid, address }));
}

export function forgetRunningDemo() {
  rmSync(runningFile, { force: true });
}

/**
 * Two Strapis on one SQLite file would share their work, but not a receiver; and the second is never meant.
 *
 * @throws if there is one that answers
 */
export async function refuseSecondDemo() {
  const note = readNote();
  if (note === null) return;
  const { pid, address } = note;
  const isAnswering = await fetch(`${address}/_health`).then(
    () => true,
    () => false,
  );
  if (!isAnswering) return;
  throw new Error(`The demo is already running: ${address}/admin (process ${pid}). Stop it first.`);
}

function readNote() {
  try {
    return JSON.parse(readFileSync(runningFile, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}
