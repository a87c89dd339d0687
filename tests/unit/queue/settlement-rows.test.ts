import { settlementRows } from '../../../server/src/queue/engines/settlement-rows';
import { storableJson } from '../../../server/src/storable-json';
import { queueTable } from '../../support/queue-table';

describe('settlement rows', () => {
  it('come in the order of their ids, so that writers lock in one order', () => {
    const rows = settlementRows(
      [3, 1, 2].map((id) => ({ id, leaseEpoch: 1, outcome: { kind: 'succeeded' } })),
      queueTable,
    );
    expect(rows.map(([id]) => id)).toEqual([1, 2, 3]);
  });

  it('mark the columns to write, null among them', () => {
    const [row] = settlementRows(
      [
        {
          id: 7,
          leaseEpoch: 2,
          outcome: { kind: 'retry', delayMs: 1.6 },
          columns: { last_error: null, last_at: 9 },
        },
      ],
      queueTable,
    );
    expect(row).toEqual([7, 2, 'pending', 2, 0, 0b110, null, null, 9]);
  });

  it('never put a row due before now, and uncharge only a release', () => {
    const [row] = settlementRows(
      [{ id: 1, leaseEpoch: 1, outcome: { kind: 'release', delayMs: -5 } }],
      queueTable,
    );
    expect(row?.slice(0, 6)).toEqual([1, 1, 'pending', 0, 1, 0]);
  });
});

describe('storable JSON', () => {
  it('drops NUL and lone surrogates and keeps everything else', () => {
    expect(JSON.parse(storableJson(['a\u0000b', '\ud800x', '😀 é "\\', null, 1.5]))).toEqual([
      'ab',
      'x',
      '😀 é "\\',
      null,
      1.5,
    ]);
  });
});
