import type { Change, JobListItem, Run, RunCounts } from '../../../server/src/sync/contracts';
import { diffRows, writtenSides } from '../../../admin/src/pages/sync/diff-rows';
import { sampleRows } from '../../../admin/src/pages/sync/form/sample-rows';
import { isRunnable, statusOf } from '../../../admin/src/pages/sync/job-status';
import { phaseSteps } from '../../../admin/src/pages/sync/run/phase-steps';
import { durationOf } from '../../../admin/src/pages/sync/runs/duration-of';
import {
  COUNT_GROUPS,
  isQuiet,
  shortCounts,
  toldCounts,
} from '../../../admin/src/pages/sync/runs/run-counts';
import { valueText } from '../../../admin/src/pages/sync/value-text';

const NONE: RunCounts = {
  created: 0,
  updated: 0,
  deleted: 0,
  conflicts: 0,
  held: 0,
  failed: 0,
  outdated: 0,
};

const run: Run = {
  id: 7,
  jobId: 1,
  kind: 'full',
  state: 'completed',
  cause: 'person',
  phase: 'deletions',
  since: null,
  examined: 120,
  expected: 120,
  counts: { ...NONE, created: 120 },
  hold: null,
  planId: null,
  error: null,
  startedAt: '2026-01-01T00:00:00.000Z',
  finishedAt: '2026-01-01T00:00:02.500Z',
};

describe('what a run counts', () => {
  it('created, changed and deleted are told even where there are none', () => {
    expect(toldCounts(NONE).map(({ group }) => group)).toEqual(['created', 'updated', 'deleted']);
  });

  it('the rest only where there was any of it, in one order', () => {
    const counts = { ...NONE, failed: 2, conflicts: 1 };
    expect(toldCounts(counts).slice(3)).toEqual([
      { group: 'conflicts', count: 1 },
      { group: 'failed', count: 2 },
    ]);
    expect([...COUNT_GROUPS].sort()).toEqual(Object.keys(NONE).sort());
  });

  it('fits the size of a word', () => {
    expect(shortCounts({ ...NONE, created: 12, updated: 3 }, String)).toBe('+12 ~3 −0');
  });

  it('is quiet only where nothing was left to say', () => {
    expect(isQuiet(NONE)).toBe(true);
    expect(isQuiet({ ...NONE, failed: 1 })).toBe(false);
  });

  it('lasts until its end, or until now', () => {
    expect(durationOf(run, 0)).toBe(2500);
    expect(durationOf({ ...run, finishedAt: null }, Date.parse(run.startedAt) + 90)).toBe(90);
    // The clock of the server may be ahead.
    expect(durationOf({ ...run, finishedAt: null }, 0)).toBe(0);
  });
});

describe('the phases of a run', () => {
  const states = (changes: Partial<Run>) =>
    phaseSteps({ ...run, ...changes }).map(({ state }) => state);

  it('one that lists what has changed does not look at what is gone', () => {
    expect(states({ since: run.startedAt, phase: 'entries' })).toEqual(['done', 'done']);
  });

  it.each<[Partial<Run>, string[]]>([
    [{ state: 'running', phase: 'records' }, ['running', 'ahead', 'ahead']],
    [{ state: 'running', phase: 'deletions' }, ['done', 'done', 'running']],
    [{ state: 'failed', phase: 'entries' }, ['done', 'stopped', 'ahead']],
    [{ state: 'completed', phase: 'records' }, ['done', 'done', 'done']],
  ])('%j: %j', (changes, expected) => {
    expect(states(changes)).toEqual(expected);
  });
});

describe('a diff', () => {
  const field = (name: string, before: unknown, after: unknown) => ({ field: name, before, after });
  const change = (changes: Partial<Change>) => ({ toDocument: [], toExternal: [], ...changes });

  it('tells the side only where both were written', () => {
    const price = field('price', 1, 2);
    const title = field('title', 'a', 'b');
    expect(diffRows(change({ toDocument: [price] }))).toEqual([{ ...price, side: null }]);
    const both = change({ toDocument: [price], toExternal: [title] });
    expect(diffRows(both)).toEqual([
      { ...price, side: 'document' },
      { ...title, side: 'external' },
    ]);
    expect(writtenSides(both)).toEqual(['document', 'external']);
    expect(writtenSides(change({}))).toEqual([]);
  });

  it('of a sample has each field once, beside what the entry has', () => {
    expect(
      sampleRows({ before: { name: 'Cup', old: 1 }, after: { name: 'Mug' }, titles: {} }),
    ).toEqual([
      { field: 'name', side: null, before: 'Cup', after: 'Mug' },
      { field: 'old', side: null, before: 1, after: 1 },
    ]);
    expect(sampleRows({ before: null, after: { name: 'Mug' }, titles: {} })).toEqual([
      { field: 'name', side: null, before: undefined, after: 'Mug' },
    ]);
  });

  it.each([
    [null, ''],
    [undefined, ''],
    ['', ''],
    [0, '0'],
    [false, 'false'],
    [{ a: [1] }, '{"a":[1]}'],
    ['x'.repeat(301), `${'x'.repeat(300)}…`],
  ])('%j stands there as %j', (value, text) => {
    expect(valueText(value)).toBe(text);
  });
});

describe('how a job does', () => {
  const job: Pick<
    JobListItem,
    | 'problems'
    | 'lastRun'
    | 'heldRunId'
    | 'openConflictCount'
    | 'schedule'
    | 'followsChanges'
    | 'isActive'
  > = {
    problems: [],
    lastRun: run,
    heldRunId: null,
    openConflictCount: 0,
    schedule: null,
    followsChanges: false,
    isActive: true,
  };
  const schedule = { cron: '0 8 * * *', timeZone: 'UTC', missed: 'skip' as const };

  it.each<[string, Partial<JobListItem>]>([
    ['works', {}],
    ['new', { lastRun: null }],
    ['broken', { problems: [{ path: ['mapping'], message: 'gone' }], openConflictCount: 1 }],
    ['running', { lastRun: { ...run, state: 'running' }, openConflictCount: 1 }],
    ['failed', { lastRun: { ...run, state: 'failed' }, heldRunId: 3 }],
    ['stopped', { lastRun: { ...run, state: 'stopped' }, openConflictCount: 1 }],
    ['held', { heldRunId: 3, openConflictCount: 1 }],
    ['conflicts', { openConflictCount: 1 }],
    ['partly', { lastRun: { ...run, counts: { ...NONE, failed: 1 } } }],
    // What a preview foretells has not happened.
    ['works', { lastRun: { ...run, kind: 'preview', counts: { ...NONE, failed: 1 } } }],
    ['paused', { schedule, isActive: false }],
    ['paused', { followsChanges: true, isActive: false }],
    // What never runs by itself cannot be paused.
    ['works', { isActive: false }],
  ])('%s: %j', (status, changes) => {
    expect(statusOf({ ...job, ...changes })).toBe(status);
  });

  it('it can be run unless it is broken or runs already', () => {
    expect(isRunnable(job)).toBe(true);
    expect(isRunnable({ ...job, lastRun: { ...run, state: 'running' } })).toBe(false);
    expect(isRunnable({ ...job, problems: [{ path: [], message: 'gone' }] })).toBe(false);
  });
});
