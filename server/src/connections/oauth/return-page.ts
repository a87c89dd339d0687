import type { Context, Next } from 'koa';

import { PLUGIN_ID } from '../../plugin-id';

/** The panel's page that finishes an authorization, below the address of the panel. */
export const RETURN_PAGE = `/plugins/${PLUGIN_ID}/connections/return`;

/**
 * A middleware that takes the query off the address of the panel's return page, wherever the panel is mounted: the ticket
 * stands in it, and Strapi's log of requests writes addresses down. The page itself reads it in the browser.
 */
export function hideTicket(ctx: Context, next: Next): Promise<unknown> {
  if (ctx.path.endsWith(RETURN_PAGE)) ctx.url = ctx.path;
  return next();
}
