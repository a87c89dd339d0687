import fc from 'fast-check';

import {
  parsePath,
  pathOf,
  suggestPaths,
  valueAt,
} from '../../../admin/src/components/payload-path';
import {
  parsePayloadPath,
  PayloadPathError,
  valueAt as serverValueAt,
} from '../../../server/src/content/payload-path';
import { NO_PAYLOAD_PATHS, PAYLOAD_PATHS } from '../../support/payload-paths';

/** The steps that the server sees in a path; null for what it refuses. */
const readByServer = (path: string) => {
  try {
    return parsePayloadPath(path);
  } catch (error) {
    if (error instanceof PayloadPathError) return null;
    throw error;
  }
};

const payload = {
  id: 'evt_1',
  data: { object: { lines: [{ amount: 5 }, { amount: 7 }], 'a.b': 1, note: null } },
};

describe('the path of a value in an event', () => {
  it.each([
    [['data', 'object', 'lines', 1, 'amount'], 'data.object.lines[1].amount'],
    [[0, 'id'], '[0].id'],
    [['a.b'], null],
    [['two words'], null],
    [['x[0]'], null],
    [['constructor'], null],
    [['__proto__', 'x'], null],
    [[''], null],
    [[], null],
    [[100_000], null],
    [Array.from({ length: 31 }, () => 'a'), null],
    [['a'.repeat(301)], null],
  ])('%j is written %j', (steps, path) => {
    expect(pathOf(steps)).toBe(path);
  });

  it.each(NO_PAYLOAD_PATHS)('%j is no path', (path) => {
    expect(parsePath(path)).toBeNull();
    expect(valueAt(payload, path)).toBeUndefined();
  });

  it.each(PAYLOAD_PATHS)('%j is a path', (path) => {
    expect(parsePath(path)).toEqual(parsePayloadPath(path));
  });

  it('what the server reads as a path is one here, and nothing else', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-c.[\]0-9_ ]{0,12}$/), (path) => {
        expect(parsePath(path)).toEqual(readByServer(path));
      }),
    );
  });

  it('finds what stands there, by brackets or by a dot, and nothing that is inherited', () => {
    expect(valueAt(payload, 'data.object.lines[1].amount')).toBe(7);
    expect(valueAt(payload, 'data.object.lines.1.amount')).toBe(7);
    expect(valueAt(payload, 'data.object.note')).toBeNull();
    expect(valueAt(payload, 'data.nothing')).toBeUndefined();
    expect(valueAt('text', 'length')).toBeUndefined();
    expect(valueAt({ list: [] }, 'list.map')).toBeUndefined();
  });

  it('every suggestion leads to the same value here and on the server', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const path of suggestPaths(value)) {
          expect(valueAt(value, path)).toEqual(serverValueAt(value, path));
          expect(valueAt(value, path)).not.toBeUndefined();
        }
      }),
    );
  });
});

describe('the paths that an event offers', () => {
  it('the shallow ones first, and of a list its first item', () => {
    expect(suggestPaths(payload)).toEqual([
      'id',
      'data',
      'data.object',
      'data.object.lines',
      'data.object.note',
      'data.object.lines[0]',
      'data.object.lines[0].amount',
    ]);
  });

  it('no more than are asked for, however much there is', () => {
    const wide = Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`key-${at}`, at]));
    expect(suggestPaths({ wide, last: 1 }, 10)).toHaveLength(10);
    expect(suggestPaths({ wide, last: 1 })).toContain('last');
    expect(suggestPaths(null)).toEqual([]);
  });
});
