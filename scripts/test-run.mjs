import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';

import { environmentWithBin, root } from './run.mjs';
import { readJestResults } from './test-results.mjs';

const resultsDirectory = path.join(root, '.cache/test-results');
/** Enough of a failing step's output to see why; a step that floods its output must not fill the memory. */
const KEPT_OUTPUT = 400_000;

const running = new Set();

/** Ends what is running, each with its children. */
export function stopSteps() {
  for (const child of running) killGroup(child);
}

/**
 * Runs a step to its end or its time limit.
 *
 * @param limitMs in milliseconds
 * @returns how many tests passed and failed, the names of the skipped ones, and the step's output
 */
export async function runStep(step, env, limitMs) {
  const resultFile = path.join(resultsDirectory, `${step.name}.json`);
  mkdirSync(resultsDirectory, { recursive: true });
  rmSync(resultFile, { force: true });

  const line = step.jest ? jestCommand(step, resultFile) : step.command;
  const { code, output, isLate } = await execute(line, env, limitMs);
  const reason = isLate ? `It took longer than ${limitMs / 60_000} minutes.\n` : '';

  const results = step.jest ? readJestResults(resultFile) : undefined;
  const counts = results ?? { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] };
  // A crash or a time-out after the last result must not pass for success.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return { ...counts, output: reason + output };
}

function jestCommand({ jest, workers }, resultFile) {
  return [
    'jest',
    '--selectProjects',
    ...jest,
    `--maxWorkers=${workers}`,
    '--json',
    `--outputFile=${resultFile}`,
  ];
}

function execute([command, ...args], env, limitMs) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: environmentWithBin(env),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    running.add(child);
    let output = '';
    let isLate = false;
    const collect = (chunk) => {
      output = (output + chunk.toString()).slice(-KEPT_OUTPUT);
    };
    // With --json, Jest repeats its results as JSON on stdout; what people read is on stderr.
    if (command === 'jest') child.stdout.resume();
    else child.stdout.on('data', collect);
    child.stderr.on('data', collect);

    const timer = setTimeout(() => {
      isLate = true;
      killGroup(child);
    }, limitMs);
    const finish = (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, output, isLate });
    };
    child.once('error', (error) => {
      collect(`${error.message}\n`);
      finish(1);
    });
    child.once('close', (code) => finish(code ?? 1));
  });
}

function killGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
