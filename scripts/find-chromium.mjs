import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { main, run } from './run.mjs';

/** First the one without windows, menus and pages of its own: it is started for every file of tests. */
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
];
/** Packages of Debian; older ones have only the second. */
const PACKAGES = NAMES.slice(0, 2);
const USUAL_PATHS = [
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * The path of a Chromium: `CHROMIUM_PATH`, one on the PATH or at the usual places; where we are root on Debian it is
 * installed.
 *
 * @throws saying what to install
 */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, where there is no file.`);
  }
  const found = search();
  if (found) return found;

  if (canInstall()) {
    console.log('Installing Chromium with apt-get …');
    await run('apt-get', ['update', '-qq']);
    for (const name of PACKAGES) {
      await install(name).catch((error) => console.log(`${name}: ${error.message}`));
      const installed = search();
      if (installed) return installed;
    }
  }
  throw new Error(
    'No Chromium was found. Install Chromium or Google Chrome, or set CHROMIUM_PATH to one.',
  );
}

const install = (name) =>
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });

function search() {
  const directories = (process.env.PATH ?? '').split(path.delimiter);
  const candidates = NAMES.flatMap((name) =>
    directories.map((directory) => path.join(directory, name)),
  );
  return [...candidates, ...USUAL_PATHS].find((file) => existsSync(file));
}

function canInstall() {
  const isRoot = process.getuid?.() === 0;
  return isRoot && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  main(async () => console.log(await findChromium()));
}
