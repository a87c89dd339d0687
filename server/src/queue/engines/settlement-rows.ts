import type { QueueTable, Settlement } from '../engine';

/**
 * A settlement as a row of the statement's JSON parameter: id, lease epoch, next state, delay (null: final), attempts
 * to give back, which result columns to write (bit n is the nth), then the value of each result column.
 */
export type SettlementRow = [
  id: number,
  leaseEpoch: number,
  state: string,
  delayMs: number | null,
  uncharged: number,
  mask: number,
  ...values: (string | number | null)[],
];

/**
 * Rows for `settle`, ordered by id so that all writers lock rows in one order. The rows always have every result
 * column, with a mask of those to write, so that the statement's text never varies with what a batch happens to hold.
 *
 * @throws Error where a settlement names a column that the queue's table does not declare.
 */
export function settlementRows(settlements: Settlement[], queue: QueueTable): SettlementRow[] {
  const columns = Object.keys(queue.resultColumns);
  return [...settlements]
    .sort((a, b) => a.id - b.id)
    .map((settlement) => toRow(settlement, columns));
}

function toRow(
  { id, leaseEpoch, outcome, columns = {} }: Settlement,
  known: string[],
): SettlementRow {
  const unknown = Object.keys(columns).find((column) => !known.includes(column));
  if (unknown !== undefined) throw new Error(`"${unknown}" is not a result column of the queue`);

  const isFinal = outcome.kind !== 'retry' && outcome.kind !== 'release';
  const mask = known.reduce((bits, column, n) => (column in columns ? bits | (1 << n) : bits), 0);
  return [
    id,
    leaseEpoch,
    isFinal ? outcome.kind : 'pending',
    isFinal ? null : Math.max(0, Math.round(outcome.delayMs)),
    outcome.kind === 'release' ? 1 : 0,
    mask,
    ...known.map((column) => columns[column] ?? null),
  ];
}
