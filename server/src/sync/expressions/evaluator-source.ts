import { EVALUATION_LIMITS, MISSING_FUNCTIONS } from './limits';

/** As what a process ends in which an evaluation took too long, or too much memory. */
export const EXIT_CODES = { overTime: 93, overMemory: 94 } as const;

/** Expressions that are kept ready. */
const MOST_CONTEXTS = 20;

const { timeMs, killMs, depth, items, memoryMb, resultLength } = EVALUATION_LIMITS;

/*
 * Programs as texts: the plugin is published as one file, in which no worker could find a file of its own. They run in plain
 * Node, one within the other, and know nothing but what they are sent.
 */

/**
 * What stands beside JSONata in a context that has nothing of Node: neither `process` nor `require`, and no code can be made
 * of texts. Texts go in and come out, so that no object of one side is ever seen by the other. Each expression has a context
 * to itself, since it can change what JSONata keeps of its own functions.
 *
 * `null` comes out where JSONata has run out of time.
 */
const EVALUATE = `
const MISSING = ${JSON.stringify(MISSING_FUNCTIONS)};
const LIMITS = { timeout: ${timeMs}, stack: ${depth}, sequence: ${items} };
let expression;

function faultOf(kind, error) {
  const { message, position } = Object(error);
  return JSON.stringify({ fault: kind, message: String(message).slice(0, 300), position });
}

function read(text) {
  const begun = jsonata(text, LIMITS);
  for (const name of MISSING) begun.assign(name, undefined);
  return begun;
}

function checked(_name, value) {
  if (typeof value === 'function' || value?._jsonata_lambda || value?._jsonata_function) {
    throw new TypeError('what comes out is a function');
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new TypeError('what comes out is no number');
  }
  return value;
}

async function evaluate(text, data) {
  try {
    expression ??= read(text);
  } catch (error) {
    return faultOf('syntax', error);
  }
  if (data === null) return '{}';
  try {
    const { input, record } = JSON.parse(data);
    const answer = JSON.stringify({ value: await expression.evaluate(input, { record }) }, checked);
    if (answer.length > ${resultLength}) throw new RangeError('too much comes out');
    return answer;
  } catch (error) {
    return error?.code === 'D1012' ? null : faultOf('evaluation', error);
  }
}
return evaluate;
`;

/** The thread that evaluates. It is sent the library as a text, and then tasks, each of which it answers in turn. */
const THREAD = `'use strict';
const vm = require('node:vm');
const { parentPort, workerData } = require('node:worker_threads');
const library = 'const module = { exports: {} }; const exports = module.exports;' + workerData;
const script = new vm.Script(
  '(() => { const jsonata = (() => {' + library + '\\n; return module.exports; })();' +
    ${JSON.stringify(EVALUATE)} +
    '})()',
);
const known = new Map();
function evaluatorOf(expression) {
  if (known.size >= ${MOST_CONTEXTS} && !known.has(expression)) known.clear();
  const evaluate =
    known.get(expression) ??
    script.runInContext(
      vm.createContext(Object.create(null), {
        codeGeneration: { strings: false, wasm: false },
      }),
    );
  known.set(expression, evaluate);
  return evaluate;
}
parentPort.on('message', async (tasks) => {
  for (const { expression, data } of tasks) {
    const answer = await evaluatorOf(expression)(expression, data);
    if (answer === null) process.exit(${EXIT_CODES.overTime});
    parentPort.postMessage(answer);
  }
});
parentPort.postMessage('ready');
`;

/**
 * A process around that thread. Where a thread alone runs out of memory it may take its whole process with it, and limits of
 * its memory count for nothing in a process that was given another limit on its command line, as many a Strapi is. Its own
 * loop stays free whatever the thread does: it looks at the clock, and ends with the process that has begun it.
 *
 * It is sent the text of the library, says `ready`, and then answers each list of tasks by a list of answers.
 */
export const EVALUATOR_PROCESS = `'use strict';
const { Worker } = require('node:worker_threads');
// A terminal sends them to all of its processes; the one that has begun this one decides when it ends.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
process.on('disconnect', () => process.exit());
process.once('message', (library) => {
  const thread = new Worker(${JSON.stringify(THREAD)}, {
    eval: true,
    env: {},
    workerData: library,
    resourceLimits: { maxOldGenerationSizeMb: ${memoryMb} },
  });
  thread.on('error', ({ code }) =>
    process.exit(code === 'ERR_WORKER_OUT_OF_MEMORY' ? ${EXIT_CODES.overMemory} : 1),
  );
  thread.on('exit', (code) => process.exit(code));
  thread.once('message', () => process.send('ready'));
  process.on('message', (tasks) => {
    const answers = [];
    const timer = setTimeout(() => process.exit(${EXIT_CODES.overTime}), ${killMs});
    const take = (answer) => {
      answers.push(answer);
      timer.refresh();
      if (answers.length < tasks.length) return;
      clearTimeout(timer);
      thread.off('message', take);
      process.send(answers);
    };
    thread.on('message', take);
    thread.postMessage(tasks);
  });
});
`;
