import { errors } from '@strapi/utils';
import type { Context } from 'koa';

import { bodyOf, explainingKeys, idOf } from '../admin-controller';
import type { Strapi } from '../feature';
import { PLUGIN_UID } from '../plugin-id';
import { getService } from '../services';
import type { Api } from './contracts';

type Response<Route extends keyof Api> = Api[Route]['response'];

async function checkSignatureKind(strapi: Strapi, ctx: Context): Promise<void> {
  const { signatureKind } = bodyOf(ctx) as { signatureKind?: unknown };
  const { userAbility } = ctx.state as { userAbility: { can(action: string): boolean } };
  if (signatureKind === undefined || userAbility.can(`${PLUGIN_UID}.secret.reveal`)) return;
  const { signatureKind: current } = await service(strapi).endpoints.find(idOf(ctx));
  if (signatureKind === current) return;
  throw new errors.ForbiddenError(
    'Another kind of signature comes with a new secret, which your role may not make.',
    { code: 'secret-right-needed' },
  );
}

const service = (strapi: Strapi) => getService(strapi, 'outgoing');

export const outgoingController = ({ strapi }: { strapi: Strapi }) => ({
  async status(ctx: Context) {
    const data = await service(strapi).status();
    ctx.body = { data } satisfies Response<'GET /status'>;
  },

  eventTypes(ctx: Context) {
    const data = service(strapi).catalogue.eventTypes();
    ctx.body = { data } satisfies Response<'GET /event-types'>;
  },

  openApi(ctx: Context) {
    ctx.body = service(strapi).catalogue.openApi() satisfies Response<'GET /event-types/openapi'>;
  },

  contentTypes(ctx: Context) {
    const data = service(strapi).catalogue.contentTypes();
    ctx.body = { data } satisfies Response<'GET /content-types'>;
  },

  previewPayload(ctx: Context) {
    const example = service(strapi).catalogue.preview(bodyOf(ctx));
    const data = { payload: JSON.stringify(example, null, 2) };
    ctx.body = { data } satisfies Response<'POST /payload-preview'>;
  },
});

export const endpointController = ({ strapi }: { strapi: Strapi }) =>
  explainingKeys({
    async find(ctx: Context) {
      const data = await service(strapi).endpoints.findAll();
      ctx.body = { data } satisfies Response<'GET /endpoints'>;
    },

    async findOne(ctx: Context) {
      const data = await service(strapi).endpoints.find(idOf(ctx));
      ctx.body = { data } satisfies Response<'GET /endpoints/:id'>;
    },

    async create(ctx: Context) {
      const data = await service(strapi).endpoints.create(bodyOf(ctx));
      ctx.set('Cache-Control', 'no-store');
      ctx.status = 201;
      ctx.body = { data } satisfies Response<'POST /endpoints'>;
    },

    /** Another kind of signature means another secret, which takes the right to rotate it. */
    async update(ctx: Context) {
      await checkSignatureKind(strapi, ctx);
      const data = await service(strapi).endpoints.update(idOf(ctx), bodyOf(ctx));
      ctx.body = { data } satisfies Response<'PUT /endpoints/:id'>;
    },

    async delete(ctx: Context) {
      const id = idOf(ctx);
      const cancelledCount = await service(strapi).endpoints.delete(id);
      ctx.body = { data: { id, cancelledCount } } satisfies Response<'DELETE /endpoints/:id'>;
    },

    async impact(ctx: Context) {
      const data = await service(strapi).endpoints.impact(idOf(ctx));
      ctx.body = { data } satisfies Response<'GET /endpoints/:id/impact'>;
    },

    async statistics(ctx: Context) {
      const data = await service(strapi).endpoints.statistics(idOf(ctx), ctx.query);
      ctx.body = { data } satisfies Response<'GET /endpoints/:id/statistics'>;
    },

    async revealSecret(ctx: Context) {
      const secret = await service(strapi).endpoints.revealSecret(idOf(ctx));
      ctx.set('Cache-Control', 'no-store');
      ctx.body = { data: { secret } } satisfies Response<'POST /endpoints/:id/secret/reveal'>;
    },

    async rotateSecret(ctx: Context) {
      const data = await service(strapi).endpoints.rotateSecret(idOf(ctx), bodyOf(ctx));
      ctx.set('Cache-Control', 'no-store');
      ctx.body = { data } satisfies Response<'POST /endpoints/:id/secret/rotate'>;
    },

    async test(ctx: Context) {
      const data = await service(strapi).testSends.test(idOf(ctx));
      ctx.body = { data } satisfies Response<'POST /endpoints/:id/test'>;
    },

    async sendExample(ctx: Context) {
      const data = await service(strapi).testSends.sendExample(idOf(ctx), bodyOf(ctx));
      ctx.body = { data } satisfies Response<'POST /endpoints/:id/example'>;
    },
  });

export const deliveryController = ({ strapi }: { strapi: Strapi }) => ({
  async find(ctx: Context) {
    ctx.body = (await service(strapi).deliveries.findPage(
      ctx.query,
    )) satisfies Response<'GET /deliveries'>;
  },

  async findOne(ctx: Context) {
    const data = await service(strapi).deliveries.findOne(idOf(ctx));
    ctx.body = { data } satisfies Response<'GET /deliveries/:id'>;
  },

  async resend(ctx: Context) {
    const data = await service(strapi).deliveries.resend(idOf(ctx));
    ctx.body = { data } satisfies Response<'POST /deliveries/:id/resend'>;
  },
});

export const replayController = ({ strapi }: { strapi: Strapi }) => ({
  async preview(ctx: Context) {
    const data = await service(strapi).replays.preview(idOf(ctx), bodyOf(ctx));
    ctx.body = { data } satisfies Response<'POST /endpoints/:id/replays/preview'>;
  },

  async start(ctx: Context) {
    const data = await service(strapi).replays.start(idOf(ctx), bodyOf(ctx));
    ctx.body = { data } satisfies Response<'POST /endpoints/:id/replays'>;
  },

  async find(ctx: Context) {
    const data = await service(strapi).replays.findNewestOf(idOf(ctx));
    ctx.body = { data } satisfies Response<'GET /endpoints/:id/replays'>;
  },

  async findOne(ctx: Context) {
    const data = await service(strapi).replays.findOne(idOf(ctx));
    ctx.body = { data } satisfies Response<'GET /replays/:id'>;
  },

  async cancel(ctx: Context) {
    const data = await service(strapi).replays.cancel(idOf(ctx));
    ctx.body = { data } satisfies Response<'POST /replays/:id/cancel'>;
  },
});
