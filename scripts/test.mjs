/*
 * npm test                        everything
 * npm test -- unit integration    only these steps (`types` means all that begin so)
 * npm run test:long               with the long suites
 */
import { connect } from 'node:net';

import { ensureInstalled, ensureUnpacked } from './ensure-installed.mjs';
import { findChromium } from './find-chromium.mjs';
import { main } from './run.mjs';
import { runStep, stopSteps } from './test-run.mjs';
import { TEST_STEPS } from './test-steps.mjs';

const PLACES = 2;

const isLong = process.argv.includes('--long');
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const env = isLong ? { LONG_TESTS: '1' } : {};
/** After so long a step hangs: the longest takes a third of it on a slow machine. */
const STEP_LIMIT_MS = (isLong ? 12 * 60 : 40) * 60_000;

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    stopSteps();
    process.exit(1);
  });
}

main(async () => {
  // Of all steps, the first compiles what is to be compiled, beside others, which need nothing of it.
  await (names.length > 0 ? ensureInstalled() : ensureUnpacked());
  await reportServices();

  const steps = chooseSteps();
  const finished = await runAll(steps);
  const total = { passed: 0, failed: 0, skipped: [] };
  for (const { passed, failed, skipped } of finished.values()) {
    total.passed += passed;
    total.failed += failed;
    total.skipped.push(...skipped);
  }

  for (const name of total.skipped) console.log(`skipped: ${name}`);
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped`);
  process.exitCode = total.failed > 0 ? 1 : 0;
});

function chooseSteps() {
  if (names.length === 0) return TEST_STEPS;
  const isNamed = ({ name }) =>
    names.some((wanted) => name === wanted || name.startsWith(`${wanted}-`));
  const chosen = TEST_STEPS.filter(isNamed);
  if (chosen.length === 0) {
    throw new Error(
      `There is no such step. There are: ${TEST_STEPS.map(({ name }) => name).join(', ')}`,
    );
  }
  const isNeeded = ({ name }) => chosen.some(({ needs }) => needs === name);
  return TEST_STEPS.filter((step) => isNamed(step) || isNeeded(step));
}

/** Runs the steps in their order, as many beside each other as have places; goes on after a failure. */
async function runAll(steps) {
  const finished = new Map();
  const waiting = [...steps];
  const running = new Map();
  let free = PLACES;

  while (waiting.length > 0 || running.size > 0) {
    const next = waiting[0];
    if (next && next.places <= free && !running.has(next.needs)) {
      waiting.shift();
      free -= next.places;
      running.set(
        next.name,
        perform(next, finished).then((result) => {
          finished.set(next.name, result);
          running.delete(next.name);
          free += next.places;
        }),
      );
    } else {
      await Promise.race(running.values());
    }
  }
  return finished;
}

async function perform(step, finished) {
  if (finished.get(step.needs)?.failed) {
    console.log(`✗ ${step.name}: not run, since ${step.needs} failed`);
    return { passed: 0, failed: 1, skipped: [] };
  }
  const stepEnv = { ...env };
  if (step.needsChromium) {
    try {
      stepEnv.CHROMIUM_PATH = await findChromium();
    } catch (error) {
      console.log(`- ${step.name}: ${error.message}`);
      return { passed: 0, failed: 0, skipped: [`${step.name} (${error.message})`] };
    }
  }

  const startedAt = Date.now();
  const result = await runStep(step, stepEnv, STEP_LIMIT_MS);
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  if (result.failed > 0) console.log(`\n──── ${step.name} ────\n${result.output}`);
  const mark = result.failed > 0 ? '✗' : '✓';
  console.log(
    `${mark} ${step.name}: ${result.passed} passed, ${result.failed} failed, ${result.skipped.length} skipped (${seconds} s)`,
  );
  return result;
}

/** Says which services the suites will find, so that a skip further down is no surprise. */
async function reportServices() {
  const ports = { PostgreSQL: 5432, 'MySQL or MariaDB': 3306, Redis: 6379 };
  for (const [service, port] of Object.entries(ports)) {
    const answer = (await isListening(port)) ? 'answers' : 'does not answer';
    console.log(`${service} ${answer} on 127.0.0.1:${port}.`);
  }
}

function isListening(port) {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 1_000 });
    const finish = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => finish(true));
    socket.once('timeout', () => finish(false));
    socket.once('error', () => finish(false));
  });
}
