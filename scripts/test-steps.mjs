const MINUTE_MS = 60_000;

/**
 * The steps of `npm test`. A step takes one or both of the two places; those that take one run beside each other.
 * `jest` names projects of jest.config.js, `command` is run as it stands and counts as one test.
 */
export function testSteps({ isLong }) {
  const limitMs = (minutes) => (isLong ? 12 * 60 : minutes) * MINUTE_MS;
  const command = (name, line, options) => ({ name, command: line, places: 1, ...options });
  return [
    // First, since the last steps wait for it; beside the others, since bundling seldom fills both places. On a fresh clone
    // it compiles the SQLite driver before.
    command('build', ['node', 'scripts/ensure-demo-built.mjs'], { limitMs: limitMs(9) }),
    command('types-server', ['tsc', '--noEmit', '-p', 'server'], { limitMs: limitMs(3) }),
    { name: 'unit', jest: ['unit'], workers: 1, places: 1, limitMs: limitMs(8) },
    command('types-admin', ['tsc', '--noEmit', '-p', 'admin'], { limitMs: limitMs(3) }),
    command('types-tests', ['tsc', '--noEmit', '-p', 'tests'], { limitMs: limitMs(3) }),
    command('types-demo', ['tsc', '--noEmit', '-p', 'demo'], { limitMs: limitMs(3) }),
    command('lint', ['eslint', '.'], { limitMs: limitMs(4) }),
    // As soon as there is something to pack, and with what fits in beside it.
    command('smoke', ['node', 'tests/smoke/packed-tarball.mjs'], {
      limitMs: limitMs(9),
      needs: 'build',
    }),
    command('format', ['prettier', '--check', '.'], { limitMs: limitMs(2) }),
    command('verify', ['strapi-plugin', 'verify'], { limitMs: limitMs(2), needs: 'build' }),
    // Much of it is about time, and about several processes at once.
    { name: 'databases', jest: ['databases'], workers: 2, places: 2, limitMs: limitMs(10) },
    // More than there are cores, since no test computes all the time.
    { name: 'integration', jest: ['integration'], workers: 3, places: 2, limitMs: limitMs(15) },
    // By itself: its instances, up to six at once, would delay the tests of others that are about time.
    { name: 'kill', jest: ['kill'], workers: 1, places: 2, limitMs: limitMs(10) },
    // A browser waits more than it computes.
    {
      name: 'browser',
      jest: ['browser'],
      workers: 3,
      places: 2,
      limitMs: limitMs(12),
      needs: 'build',
      needsChromium: true,
    },
  ];
}
