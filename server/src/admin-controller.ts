import { errors } from '@strapi/utils';
import type { Context } from 'koa';

import { VaultError } from './connections/vault/vault-error';
import { MAX_ID } from './input-parts';

/** What the controllers of the admin API have in common. */

/** Strapi parses the body before a handler runs. */
export const bodyOf = (ctx: Context): unknown =>
  (ctx.request as unknown as { body: unknown }).body ?? {};

/** @throws {errors.NotFoundError} for an id that cannot be one */
export function idOf(ctx: Context): number {
  const { id } = (ctx as unknown as { params: { id: string } }).params;
  if (/^[1-9]\d{0,9}$/.test(id) && Number(id) <= MAX_ID) return Number(id);
  throw new errors.NotFoundError('There is nothing under this address.', { code: 'not-found' });
}

type Handler = (ctx: Context) => Promise<void>;

/** What is wrong with the keys is for the administrator to read, and no fault of the server's. */
export function explainingKeys<Handlers extends Record<string, Handler>>(
  handlers: Handlers,
): Handlers {
  const explaining =
    (handle: Handler): Handler =>
    async (ctx) => {
      try {
        await handle(ctx);
      } catch (error) {
        if (!(error instanceof VaultError)) throw error;
        throw new errors.ApplicationError(error.message, { code: error.code });
      }
    };
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handle]) => [name, explaining(handle)]),
  ) as Handlers;
}
