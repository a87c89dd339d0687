import type { Context } from 'koa';

import { bodyOf, explainingKeys, idOf } from '../admin-controller';
import type { Strapi } from '../feature';
import { getService } from '../services';
import type { Api } from './contracts';

type Response<Route extends keyof Api> = Api[Route]['response'];

const providerIdOf = (ctx: Context) =>
  (ctx as unknown as { params: Record<string, string> }).params.id ?? '';

export const builderController = ({ strapi }: { strapi: Strapi }) => {
  const service = () => getService(strapi, 'builder');

  return explainingKeys({
    async find(ctx: Context) {
      const data = await service().providers.findAll();
      ctx.body = { data } satisfies Response<'GET /providers'>;
    },

    async create(ctx: Context) {
      const data = await service().providers.create(bodyOf(ctx));
      ctx.status = 201;
      ctx.body = { data } satisfies Response<'POST /providers'>;
    },

    async findOne(ctx: Context) {
      const data = await service().providers.find(providerIdOf(ctx));
      ctx.body = { data } satisfies Response<'GET /providers/:id'>;
    },

    async update(ctx: Context) {
      const data = await service().providers.update(providerIdOf(ctx), bodyOf(ctx));
      ctx.body = { data } satisfies Response<'PUT /providers/:id'>;
    },

    async delete(ctx: Context) {
      const id = providerIdOf(ctx);
      await service().providers.delete(id);
      ctx.body = { data: { id } } satisfies Response<'DELETE /providers/:id'>;
    },

    async try(ctx: Context) {
      const data = await service().trials.unsaved(bodyOf(ctx));
      ctx.body = { data } satisfies Response<'POST /trials'>;
    },

    async tryConnection(ctx: Context) {
      const data = await service().trials.saved(idOf(ctx), bodyOf(ctx));
      ctx.body = { data } satisfies Response<'POST /connections/:id/trials'>;
    },
  });
};
