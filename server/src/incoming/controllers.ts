import type { Context } from 'koa';

import { bodyOf, explainingKeys, idOf } from '../admin-controller';
import type { Strapi } from '../feature';
import { getService } from '../services';
import type { Api } from './contracts';

type Response<Route extends keyof Api> = Api[Route]['response'];

const service = (strapi: Strapi) => getService(strapi, 'incoming');

export const incomingController = ({ strapi }: { strapi: Strapi }) => ({
  /** A service posts an event. */
  async receive(ctx: Context) {
    const { slug } = (ctx as unknown as { params: { slug: string } }).params;
    const answer = await service(strapi).receive({
      slug,
      search: ctx.search,
      sender: ctx.ip,
      request: ctx.req,
    });
    ctx.status = answer.status;
    ctx.set('Content-Type', answer.contentType);
    ctx.set(answer.headers ?? {});
    ctx.body = answer.body;
  },

  async status(ctx: Context) {
    const data = await service(strapi).status();
    ctx.body = { data } satisfies Response<'GET /status'>;
  },

  providers(ctx: Context) {
    const data = service(strapi).providers();
    ctx.body = { data } satisfies Response<'GET /providers'>;
  },

  contentTypes(ctx: Context) {
    const data = service(strapi).contentTypes();
    ctx.body = { data } satisfies Response<'GET /content-types'>;
  },

  async locales(ctx: Context) {
    const data = await service(strapi).locales();
    ctx.body = { data } satisfies Response<'GET /locales'>;
  },
});

export const sourceController = ({ strapi }: { strapi: Strapi }) =>
  explainingKeys({
    async find(ctx: Context) {
      const data = await service(strapi).sources.findAll();
      ctx.body = { data } satisfies Response<'GET /sources'>;
    },

    async findOne(ctx: Context) {
      const data = await service(strapi).sources.find(idOf(ctx));
      ctx.body = { data } satisfies Response<'GET /sources/:id'>;
    },

    async create(ctx: Context) {
      const data = await service(strapi).sources.create(bodyOf(ctx));
      ctx.status = 201;
      ctx.body = { data } satisfies Response<'POST /sources'>;
    },

    async update(ctx: Context) {
      const data = await service(strapi).sources.update(idOf(ctx), bodyOf(ctx));
      ctx.body = { data } satisfies Response<'PUT /sources/:id'>;
    },

    async delete(ctx: Context) {
      const id = idOf(ctx);
      const cancelledCount = await service(strapi).sources.delete(id);
      ctx.body = { data: { id, cancelledCount } } satisfies Response<'DELETE /sources/:id'>;
    },

    async impact(ctx: Context) {
      const data = await service(strapi).sources.impact(idOf(ctx));
      ctx.body = { data } satisfies Response<'GET /sources/:id/impact'>;
    },

    async replaceSecret(ctx: Context) {
      const data = await service(strapi).sources.replaceSecret(idOf(ctx), bodyOf(ctx));
      ctx.body = { data } satisfies Response<'POST /sources/:id/secret'>;
    },

    async eventTypes(ctx: Context) {
      const data = await service(strapi).mappings.seenEventTypes(idOf(ctx));
      ctx.body = { data } satisfies Response<'GET /sources/:id/event-types'>;
    },

    async statistics(ctx: Context) {
      const data = await service(strapi).sources.statistics(idOf(ctx), ctx.query);
      ctx.body = { data } satisfies Response<'GET /sources/:id/statistics'>;
    },

    async console(ctx: Context) {
      const data = await service(strapi).tryOut(idOf(ctx), bodyOf(ctx));
      ctx.body = { data } satisfies Response<'POST /sources/:id/console'>;
    },

    async mappingPreview(ctx: Context) {
      const data = await service(strapi).mappings.preview(idOf(ctx), bodyOf(ctx));
      ctx.body = { data } satisfies Response<'POST /sources/:id/mapping-preview'>;
    },
  });

export const runController = ({ strapi }: { strapi: Strapi }) => ({
  async preview(ctx: Context) {
    const data = await service(strapi).runs.preview(idOf(ctx), bodyOf(ctx));
    ctx.body = { data } satisfies Response<'POST /sources/:id/runs/preview'>;
  },

  async start(ctx: Context) {
    const data = await service(strapi).runs.start(idOf(ctx), bodyOf(ctx));
    ctx.body = { data } satisfies Response<'POST /sources/:id/runs'>;
  },

  async find(ctx: Context) {
    const data = await service(strapi).runs.findNewestOf(idOf(ctx));
    ctx.body = { data } satisfies Response<'GET /sources/:id/runs'>;
  },

  async findOne(ctx: Context) {
    const data = await service(strapi).runs.findOne(idOf(ctx));
    ctx.body = { data } satisfies Response<'GET /runs/:id'>;
  },

  async cancel(ctx: Context) {
    const data = await service(strapi).runs.cancel(idOf(ctx));
    ctx.body = { data } satisfies Response<'POST /runs/:id/cancel'>;
  },
});

export const eventController = ({ strapi }: { strapi: Strapi }) => ({
  async types(ctx: Context) {
    const data = await service(strapi).events.findTypes();
    ctx.body = { data } satisfies Response<'GET /event-types'>;
  },

  async find(ctx: Context) {
    ctx.body = (await service(strapi).events.findPage(ctx.query)) satisfies Response<'GET /events'>;
  },

  async findOne(ctx: Context) {
    const data = await service(strapi).events.findOne(idOf(ctx));
    ctx.body = { data } satisfies Response<'GET /events/:id'>;
  },

  async replay(ctx: Context) {
    const data = await service(strapi).events.replay(idOf(ctx));
    ctx.body = { data } satisfies Response<'POST /events/:id/replay'>;
  },

  async discard(ctx: Context) {
    const data = await service(strapi).events.discard(idOf(ctx));
    ctx.body = { data } satisfies Response<'POST /events/:id/discard'>;
  },
});
