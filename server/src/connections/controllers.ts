import { errors } from '@strapi/utils';
import type { Context } from 'koa';

import { bodyOf, explainingKeys, idOf } from '../admin-controller';
import type { Strapi } from '../feature';
import { getService } from '../services';
import type { Api, CatalogueEntry } from './contracts';
import { randomToken } from './oauth/pkce';
import { RETURN_PAGE } from './oauth/return-page';

type Response<Route extends keyof Api> = Api[Route]['response'];

const service = (strapi: Strapi) => getService(strapi, 'connections');

const paramOf = (ctx: Context, name: string) =>
  (ctx as unknown as { params: Record<string, string> }).params[name] ?? '';

const adminIdOf = (ctx: Context) => Number((ctx.state as { user: { id: number } }).user.id);

export const connectionsController = ({ strapi }: { strapi: Strapi }) => {
  async function entryOf(id: string): Promise<CatalogueEntry> {
    const entry = await service(strapi).catalogue.findOne(id);
    if (entry) return entry;
    throw new errors.NotFoundError(`There is no service "${id}" to connect to.`, {
      code: 'provider-not-found',
    });
  }

  return explainingKeys({
    async catalogue(ctx: Context) {
      const { catalogue, redirectUri } = service(strapi);
      const data = { providers: await catalogue.findAll(), redirectUri: redirectUri() };
      ctx.body = { data } satisfies Response<'GET /catalogue'>;
    },

    async setClient(ctx: Context) {
      const { id } = await entryOf(paramOf(ctx, 'id'));
      await service(strapi).oauthClients.set(id, bodyOf(ctx));
      ctx.body = { data: await entryOf(id) } satisfies Response<'PUT /providers/:id/client'>;
    },

    async deleteClient(ctx: Context) {
      const { id } = await entryOf(paramOf(ctx, 'id'));
      await service(strapi).oauthClients.delete(id);
      ctx.body = { data: await entryOf(id) } satisfies Response<'DELETE /providers/:id/client'>;
    },

    async status(ctx: Context) {
      const data = await service(strapi).systemStatus();
      ctx.body = { data } satisfies Response<'GET /status'>;
    },

    async encryption(ctx: Context) {
      const data = await service(strapi).rotation.info();
      ctx.body = { data } satisfies Response<'GET /encryption'>;
    },

    async rotateKeys(ctx: Context) {
      const data = await service(strapi).rotation.start();
      ctx.body = { data } satisfies Response<'POST /encryption/rotate'>;
    },

    async cancelRotation(ctx: Context) {
      const data = await service(strapi).rotation.cancel();
      ctx.body = { data } satisfies Response<'POST /encryption/rotate/cancel'>;
    },
  });
};

export const connectionController = ({ strapi }: { strapi: Strapi }) =>
  explainingKeys({
    async find(ctx: Context) {
      const data = await service(strapi).accounts.findAll();
      ctx.body = { data } satisfies Response<'GET /accounts'>;
    },

    async findOne(ctx: Context) {
      const data = await service(strapi).accounts.findWithUses(idOf(ctx));
      ctx.body = { data } satisfies Response<'GET /accounts/:id'>;
    },

    async create(ctx: Context) {
      const data = await service(strapi).accounts.create(bodyOf(ctx));
      ctx.status = 201;
      ctx.body = { data } satisfies Response<'POST /accounts'>;
    },

    async rename(ctx: Context) {
      const data = await service(strapi).accounts.rename(idOf(ctx), bodyOf(ctx));
      ctx.body = { data } satisfies Response<'PUT /accounts/:id'>;
    },

    async delete(ctx: Context) {
      const id = idOf(ctx);
      await service(strapi).accounts.delete(id);
      ctx.body = { data: { id } } satisfies Response<'DELETE /accounts/:id'>;
    },

    async setCredentials(ctx: Context) {
      const data = await service(strapi).accounts.setCredentials(idOf(ctx), bodyOf(ctx));
      ctx.body = { data } satisfies Response<'POST /accounts/:id/credentials'>;
    },

    async test(ctx: Context) {
      const data = await service(strapi).accounts.test(idOf(ctx));
      ctx.body = { data } satisfies Response<'POST /accounts/:id/test'>;
    },

    async disconnect(ctx: Context) {
      const data = await service(strapi).accounts.disconnect(idOf(ctx));
      ctx.body = { data } satisfies Response<'POST /accounts/:id/disconnect'>;
    },

    async uses(ctx: Context) {
      const data = await service(strapi).accounts.uses(idOf(ctx));
      ctx.body = { data } satisfies Response<'GET /accounts/:id/uses'>;
    },

    async history(ctx: Context) {
      const data = await service(strapi).accounts.history(idOf(ctx));
      ctx.body = { data } satisfies Response<'GET /accounts/:id/history'>;
    },

    async calls(ctx: Context) {
      ctx.body = (await service(strapi).calls.find(
        idOf(ctx),
        ctx.query,
      )) satisfies Response<'GET /accounts/:id/calls'>;
    },

    async statistics(ctx: Context) {
      const data = await service(strapi).calls.statistics(idOf(ctx));
      ctx.body = { data } satisfies Response<'GET /accounts/:id/statistics'>;
    },
  });

/** Ties an authorization to the browser in which it was begun. */
const BROWSER_COOKIE = 'ib_oauth_browser';
const BROWSER_TOKEN = /^[A-Za-z0-9_-]{43}$/;
const HOUR_MS = 60 * 60 * 1000;

export const authorizationController = ({ strapi }: { strapi: Strapi }) => {
  /** The browser's own token, a new one where it has none. */
  function browserOf(ctx: Context): string {
    const known = ctx.cookies.get(BROWSER_COOKIE, { signed: false });
    const browser = known && BROWSER_TOKEN.test(known) ? known : randomToken();
    ctx.cookies.set(BROWSER_COOKIE, browser, {
      httpOnly: true,
      // The service sends the browser back from its own site: by a link, which `lax` lets pass.
      sameSite: 'lax',
      secure: ctx.secure,
      signed: false,
      maxAge: HOUR_MS,
      overwrite: true,
    });
    return browser;
  }

  return explainingKeys({
    async begin(ctx: Context) {
      const who = { adminId: adminIdOf(ctx), browser: browserOf(ctx) };
      const authorizeUrl = await service(strapi).authorizations.begin(bodyOf(ctx), who);
      ctx.body = { data: { authorizeUrl } } satisfies Response<'POST /authorizations'>;
    },

    /** A service sends the browser back. It goes on to the panel's own page and nowhere else. */
    async receiveReturn(ctx: Context) {
      // Named twice, or made an object by its brackets, a parameter is none.
      const isText = (entry: [string, unknown]): entry is [string, string] =>
        typeof entry[1] === 'string';
      const parameters = Object.fromEntries(Object.entries(ctx.query).filter(isText));
      // Strapi's log of requests writes the address down when they are answered, and in it stands the code.
      ctx.url = ctx.path;
      const result = await service(strapi).authorizations.receiveReturn(
        parameters,
        ctx.cookies.get(BROWSER_COOKIE, { signed: false }),
      );
      // The code stays out of the address that the panel's page would pass on as a referrer.
      ctx.set('Referrer-Policy', 'no-referrer');
      ctx.set('Cache-Control', 'no-store');
      const panel = strapi.config.get('admin.absoluteUrl', '/admin');
      const query = new URLSearchParams(result).toString();
      ctx.redirect(`${panel}${RETURN_PAGE}?${query}`);
    },

    async complete(ctx: Context) {
      const data = await service(strapi).authorizations.complete(bodyOf(ctx), adminIdOf(ctx));
      ctx.body = { data } satisfies Response<'POST /authorizations/complete'>;
    },
  });
};
