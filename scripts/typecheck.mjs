/* npm run typecheck: one `tsc` a side. */
import { ensureInstalled } from './ensure-installed.mjs';
import { main, run } from './run.mjs';

main(async () => {
  await ensureInstalled();
  for (const project of ['server', 'admin', 'tests', 'demo', 'demo/src/admin']) {
    await run('tsc', ['--noEmit', '-p', project]);
  }
});
