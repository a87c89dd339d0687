import { readFileSync } from 'node:fs';

/** Name, secret and settings of every vendor: those with which the sources of the demo are set up. */
export const access = JSON.parse(
  readFileSync(new URL('../src/seed/vendors.json', import.meta.url), 'utf8'),
);
