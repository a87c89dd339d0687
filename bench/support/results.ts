import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';

import { isWholeRun } from './settings';
import { median, rounded } from './statistics';

export interface BenchRow {
  database: string;
  metric: string;
  /** The median of the samples, as `peer` is. */
  ours: number;
  /** Null where the target is absolute. */
  peer: number | null;
  peerName: string | null;
  ratio: number | null;
  /** A least ratio where there is a peer, otherwise a bound of `ours`, see `bound`; null for what is only to be compared. */
  target: number | null;
  /** Of an absolute target: whether `ours` may not be below it, or not above. Default `most`. */
  bound?: 'least' | 'most';
  /** Null where there is no target. */
  met: boolean | null;
  samples: { ours: number[]; peer: number[] };
}

export interface BenchResult {
  name: string;
  takenAt: string;
  machine: { cores: number; node: string };
  rows: BenchRow[];
}

/** A row whose target is to be at least `target` times as fast as the peer; null where the peer only explains a figure. */
export function ratioRow(row: {
  database: string;
  metric: string;
  peerName: string;
  target: number | null;
  ours: number[];
  peer: number[];
}): BenchRow {
  const { database, metric, peerName, target } = row;
  const ours = rounded(median(row.ours));
  const peer = rounded(median(row.peer));
  const ratio = rounded(ours / peer);
  const samples = { ours: row.ours.map(rounded), peer: row.peer.map(rounded) };
  const met = target === null ? null : ratio >= target;
  return { database, metric, ours, peer, peerName, ratio, target, met, samples };
}

interface AbsoluteTarget {
  database: string;
  metric: string;
  target: number;
  ours: number[];
}

/** A row whose target is a value that must be reached. */
export function floorRow(row: AbsoluteTarget): BenchRow {
  const limited = limitRow(row);
  return { ...limited, bound: 'least', met: limited.ours >= row.target };
}

/** A row whose target is a value that must not be exceeded. */
export function limitRow(row: AbsoluteTarget): BenchRow {
  const ours = rounded(median(row.ours));
  return {
    database: row.database,
    metric: row.metric,
    ours,
    peer: null,
    peerName: null,
    ratio: null,
    target: row.target,
    met: ours <= row.target,
    samples: { ours: row.ours.map(rounded), peer: [] },
  };
}

const resultsDirectory = path.resolve(__dirname, '../results');
const trialDirectory = path.resolve(__dirname, '../.work');

/** Prints the rows and writes `bench/results/<name>.json`; a run with less than the whole work goes to `.work`. */
export function report(name: string, rows: BenchRow[]): void {
  const result: BenchResult = {
    name,
    takenAt: new Date().toISOString(),
    machine: { cores: cpus().length, node: process.version },
    rows,
  };
  const directory = isWholeRun ? resultsDirectory : trialDirectory;
  mkdirSync(directory, { recursive: true });
  const file = path.join(directory, `${name}.json`);
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  printTable(rows);
  console.log(`written to ${path.relative(process.cwd(), file)}`);
}

/** `≥ 2×`, `≥ 50000`, `≤ 20` */
export function targetText({
  ratio,
  target,
  bound,
}: Pick<BenchRow, 'ratio' | 'target' | 'bound'>): string {
  if (target === null) return '';
  if (ratio !== null) return `≥ ${target}×`;
  return `${bound === 'least' ? '≥' : '≤'} ${target}`;
}

function printTable(rows: BenchRow[]) {
  console.table(
    rows.map(({ database, metric, ours, peer, peerName, ratio, target, bound, met }) => ({
      database,
      metric,
      ours,
      peer: peer ?? '',
      'beside what': peerName ?? '',
      ratio: ratio ?? '',
      target: targetText({ ratio, target, bound }),
      met: met ?? '',
    })),
  );
}
