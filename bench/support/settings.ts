import { availableDatabases, type DatabaseClient } from '../../tests/support/database-servers';

/** Set from outside to try a benchmark out: smaller work, fewer rounds, one database. */
const scale = Number(process.env.BENCH_SCALE ?? 1);
const only = process.env.BENCH_DATABASES?.split(',');

export const rounds = Number(process.env.BENCH_ROUNDS ?? 5);

/** Whether this run does the whole work on every database, so that its result may be kept. */
export const isWholeRun = scale === 1 && rounds === 5 && only === undefined;

/** A part of the work when trying out, all of it otherwise. */
export const scaled = (count: number): number => Math.max(1, Math.round(count * scale));

/** Every database that answers. */
export async function benchDatabases(): Promise<DatabaseClient[]> {
  const clients = (await availableDatabases()).map(({ client }) => client);
  return clients.filter((client) => !only || only.includes(client));
}
