/* npm run bench [-- name …]: the benchmarks of bench/, one after the other, all of them or those named. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { ensureInstalled } from './ensure-installed.mjs';
import { main, root, run } from './run.mjs';

const SUFFIX = '.bench.ts';

main(async () => {
  await ensureInstalled();
  const directory = path.join(root, 'bench');
  const known = readdirSync(directory)
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length));
  const names = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));

  for (const name of names.length > 0 ? names : known) {
    const file = path.join(directory, name + SUFFIX);
    if (!existsSync(file)) {
      throw new Error(`There is no benchmark "${name}". There are: ${known.join(', ')}`);
    }
    console.log(`\n${name}`);
    await run('tsx', [file]);
  }
});
