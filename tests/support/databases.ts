import type { DatabaseClient } from './database-servers';

/** Names the databases that answered, for the workers; `global-setup.ts` writes it before any test file is read. */
export const DATABASES_VARIABLE = 'TEST_DATABASES';

const allDatabases: DatabaseClient[] = ['sqlite', 'postgres', 'mysql'];

/** `TEST_DATABASES=sqlite npm test -- integration` leaves the others out. */
function answeringDatabases(): string[] {
  return (process.env[DATABASES_VARIABLE] ?? 'sqlite').split(',');
}

/** Whether tests run on this database. */
export function isAnswering(client: DatabaseClient): boolean {
  return answeringDatabases().includes(client);
}

/**
 * The same suite on every database: on SQLite always, on PostgreSQL and MySQL/MariaDB where they answer; otherwise the
 * suite is reported as skipped.
 */
export function everyDatabase(name: string, suite: (client: DatabaseClient) => void): void {
  for (const client of allDatabases) {
    const title = `${name} on ${client}${isAnswering(client) ? '' : ' (which does not answer)'}`;
    (isAnswering(client) ? describe : describe.skip)(title, () => suite(client));
  }
}

/** The same suite on every database that several instances of a site can share. */
export function everySharedDatabase(name: string, suite: (client: DatabaseClient) => void): void {
  everyDatabase(name, (client) => {
    if (client === 'sqlite') it.skip('cannot be: a SQLite file belongs to one process', () => {});
    else suite(client);
  });
}
