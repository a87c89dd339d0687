import knex from 'knex';

import { describe as describeError } from '../../../server/src/logger';

describe('an error in the log', () => {
  it('of the database holds what it said and not what was to be stored', async () => {
    const db = knex({ client: 'better-sqlite3', connection: ':memory:', useNullAsDefault: true });
    const error = await db('missing')
      .insert({ body: 'CANARY - of a receiver' })
      .then(
        () => null,
        (reason: unknown) => reason,
      );
    await db.destroy();
    expect((error as Error).message).toContain('CANARY');
    expect(describeError(error)).toMatch(/^SqliteError: no such table: missing\n\s+at /);
  });

  it('tells where it came from, and is cut where it would fill the log', () => {
    expect(describeError(new TypeError('no function'))).toMatch(
      /^TypeError: no function\n\s+at .*describe\.test/,
    );
    expect(describeError(new Error('x'.repeat(10_000))).split('\n')[0]).toHaveLength(507);
    expect(describeError('a text')).toBe('a text');
  });
});
