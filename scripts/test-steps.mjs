const command = (name, line, needs) => ({ name, command: line, places: 1, needs });
const typeCheck = (name, project) => command(`types-${name}`, ['tsc', '--noEmit', '-p', project]);

/**
 * The steps of `npm test`. A step takes one or both of the two places; those that take one run beside each other.
 * `jest` names projects of jest.config.js, `command` is run as it stands and counts as one test.
 */
export const TEST_STEPS = [
  // First, since the last steps wait for it; beside the others, since bundling seldom fills both places. On a fresh clone it
  // compiles the SQLite driver before.
  command('build', ['node', 'scripts/ensure-demo-built.mjs']),
  typeCheck('server', 'server'),
  { name: 'unit', jest: ['unit'], workers: 1, places: 1 },
  typeCheck('admin', 'admin'),
  typeCheck('tests', 'tests'),
  typeCheck('demo', 'demo'),
  typeCheck('demo-panel', 'demo/src/admin'),
  // Beside what has no tests that are about time, which its instances, up to six at once, would delay: by now the unit tests
  // are over. For a minute it waits for leases.
  { name: 'kill', jest: ['kill'], workers: 1, places: 1, needs: 'build' },
  command('lint', ['eslint', '.']),
  // As soon as there is something to pack, and with what fits in beside it.
  command('smoke', ['node', 'tests/smoke/packed-tarball.mjs'], 'build'),
  command('format', ['prettier', '--check', '.']),
  command('verify', ['strapi-plugin', 'verify'], 'build'),
  // More than there are cores, since no test computes all the time, and those of the databases wait for most of it.
  { name: 'integration', jest: ['databases', 'integration'], workers: 4, places: 2 },
  // A browser waits more than it computes.
  {
    name: 'browser',
    jest: ['browser'],
    workers: 3,
    places: 2,
    needs: 'build',
    needsChromium: true,
  },
];
