'use strict';

const path = require('node:path');

const { default: Sequencer } = require('@jest/test-sequencer');

/** Files that take long and wait for most of it: for leases that run out, for limits of time, for processes that start. */
const WAITING = [
  'sync-restart',
  'http-rate-limit',
  'shutdown',
  'receiver-faults',
  'http-budget-instances',
  'database-faults',
  'two-instances',
  'queue-consumer',
  'incoming-database-faults',
  'queue-takeover',
];
/** So many others beside each: one that waits leaves the processor to them, and several at a time would leave it idle. */
const BESIDE = 3;

/** Begins early with what waits: at the end, nothing would be left to do beside it. */
module.exports = class WaitingFirst extends Sequencer {
  sort(tests) {
    const rankOf = ({ path: file }) => WAITING.indexOf(path.basename(file, '.test.ts'));
    const sorted = [...super.sort(tests)];
    const others = sorted.filter((test) => rankOf(test) < 0);
    const waiting = sorted.filter((test) => rankOf(test) >= 0);
    waiting.sort((one, other) => rankOf(one) - rankOf(other));
    return [...waiting.flatMap((test) => [test, ...others.splice(0, BESIDE)]), ...others];
  }
};
