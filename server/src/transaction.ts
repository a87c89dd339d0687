import type { Strapi } from './feature';

type Run<T> = Parameters<Strapi['db']['transaction']>[0] extends
  ((context: infer Context) => unknown) | undefined
  ? (context: Context) => Promise<T>
  : never;

/** A transaction that is open, with what is to be done once it is committed. */
export type Transaction = Parameters<Run<unknown>>[0];

/**
 * `strapi.db.transaction`, whose end is certain: rejects where the COMMIT fails. Strapi awaits knex's `trx.commit()`,
 * which resolves also when the connection was lost at that moment; nothing is stored then, and the caller would be told
 * otherwise. Within a transaction that is already open, its owner has to ask.
 */
export async function inTransaction<T>(strapi: Strapi, run: Run<T>): Promise<T> {
  const isOpenAlready = strapi.db.inTransaction();
  let end: Promise<unknown> | undefined;
  const result = (await strapi.db.transaction((context) => {
    end = (context.trx as unknown as { executionPromise?: Promise<unknown> }).executionPromise;
    return run(context);
  })) as T;
  if (!isOpenAlready) await end;
  return result;
}
