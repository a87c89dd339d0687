/*
 * Posts real-shaped, correctly signed events of services to the running demo.
 *
 *   npm run demo:send stripe                          the first event of a vendor
 *   npm run demo:send stripe product.deleted          another one
 *   npm run demo:send stripe -- --tamper              one with a changed byte, which is refused
 *   npm run demo:send stripe -- --repeat              the same one twice, of which the second has no effect
 *   npm run demo:send stripe -- --to my-slug          to another source of the same provider
 *   npm run demo:send -- --list                       every vendor with its events and its secret
 *   npm run demo:send stripe -- --at http://127.0.0.1:1338    to a Strapi that `npm run demo` has not started
 */
import { parseArgs } from 'node:util';

import { sendEvent } from './send-event.mjs';
import { vendors } from './vendors/index.mjs';

const OPTIONS = {
  tamper: { type: 'boolean' },
  repeat: { type: 'boolean' },
  list: { type: 'boolean' },
  to: { type: 'string' },
  at: { type: 'string' },
};

const MEANINGS = {
  200: 'accepted',
  401: 'refused: it is not genuine',
  404: 'no source has this address',
  408: 'refused: it took too long to arrive',
  410: 'the source is turned off',
  413: 'refused: it is too large',
  415: 'refused: its encoding is unknown',
  429: 'refused: too many at once',
  503: 'not accepted: it could not be stored',
};

/** What npm makes of an option before the `--`, which it takes for its own. */
const KEPT_BY_NPM = {
  tamper: ['npm_config_tamper'],
  repeat: ['npm_config_repeat'],
  list: ['npm_config_list'],
  to: ['npm_config_to', 'npm_config_token_description'],
  at: ['npm_config_at'],
};

try {
  refuseLostOptions();
  await run();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function run() {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  const [vendorId, eventName] = positionals;
  if (values.list || vendorId === undefined) return list();

  const sent = await sendEvent({
    vendorId,
    eventName,
    slug: values.to,
    isTampered: values.tamper,
    isRepeated: values.repeat,
    address: values.at,
  });
  console.log(`${vendorId} ${sent.eventName} → ${sent.url}`);
  for (const { status, body } of sent.answers) {
    console.log(`${status} ${MEANINGS[status] ?? 'an answer that was not expected'}  ${body}`);
  }
  if (sent.effect) console.log(sent.effect);
  console.log(`Look at it: ${sent.panel}`);

  const expected = values.tamper ? 401 : 200;
  if (sent.answers.some(({ status }) => status !== expected)) process.exitCode = 1;
}

function refuseLostOptions() {
  for (const [option, variables] of Object.entries(KEPT_BY_NPM)) {
    if (variables.every((name) => process.env[name] === undefined)) continue;
    throw new Error(
      `npm has kept --${option} for itself. Write -- before it: npm run demo:send stripe -- --${option}`,
    );
  }
}

function list() {
  for (const { id, name, secret, settings, events } of vendors) {
    console.log(`${id}  (${name})`);
    console.log(`  events    ${Object.keys(events).join(', ')}`);
    console.log(`  secret    ${secret}`);
    if (settings) console.log(`  settings  ${JSON.stringify(settings)}`);
  }
  console.log('\nnpm run demo:send VENDOR [EVENT] [-- --tamper | --repeat | --to SLUG]');
}
