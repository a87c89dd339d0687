import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/**
 * MiB that this process holds on to: what is left once everything that nobody needs has been collected. To be asked
 * while nothing is under way. Buffers are given back by a sweeper and by finalizers, after the collection that found
 * them: hence more than one round.
 */
export async function heldMemory(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1024 / 1024;
}
