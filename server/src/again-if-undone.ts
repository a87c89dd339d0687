const MAX_TRIES = 5;
/** MySQL's 1213: a deadlock. MariaDB's 1020: "record has changed since last read". PostgreSQL's 40P01: a deadlock. */
const UNDONE = new Set<unknown>([1213, 1020, '40P01']);

/**
 * Runs a statement or a transaction, and runs it again, up to five times, where the database undid it so that another one
 * could go on.
 *
 * @throws whatever `run` throws, and the database's error where the last try was undone too
 */
export async function againIfUndone<T>(run: () => PromiseLike<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run();
    } catch (error) {
      const { errno, code } = error as { errno?: unknown; code?: unknown };
      if (tries === MAX_TRIES || !(UNDONE.has(errno) || UNDONE.has(code))) throw error;
    }
  }
}
