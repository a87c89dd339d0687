import type { Context } from 'koa';

import { bodyOf, explainingKeys, idOf } from '../admin-controller';
import type { Strapi } from '../feature';
import { getService } from '../services';
import type { ConflictRecord } from './conflicts/conflict-store';
import type { Api, Conflict } from './contracts';
import { toRun } from './views/run-view';

type Response<Route extends keyof Api> = Api[Route]['response'];

const service = (strapi: Strapi) => getService(strapi, 'sync');

/** What stands in the log of an answer; a name, since an account may be deleted later. */
function nameOf(ctx: Context): string | null {
  const { user } = ctx.state as {
    user?: { firstname?: string | null; lastname?: string | null; email?: string };
  };
  const name = [user?.firstname, user?.lastname].filter(Boolean).join(' ');
  return name === '' ? (user?.email ?? null) : name;
}

export const setupController = ({ strapi }: { strapi: Strapi }) => ({
  ...explainingKeys({
    async sources(ctx: Context) {
      const data = await service(strapi).setup.sources();
      ctx.body = { data } satisfies Response<'GET /sources'>;
    },

    async locales(ctx: Context) {
      const data = await service(strapi).setup.locales();
      ctx.body = { data } satisfies Response<'GET /locales'>;
    },

    async draft(ctx: Context) {
      const data = await service(strapi).setup.draft(bodyOf(ctx));
      ctx.body = { data } satisfies Response<'POST /draft'>;
    },

    async sample(ctx: Context) {
      const data = await service(strapi).setup.sample(bodyOf(ctx));
      ctx.body = { data } satisfies Response<'POST /sample'>;
    },
  }),

  contentTypes(ctx: Context) {
    const data = service(strapi).setup.contentTypes();
    ctx.body = { data } satisfies Response<'GET /content-types'>;
  },

  schedule(ctx: Context) {
    const data = service(strapi).setup.schedule(bodyOf(ctx));
    ctx.body = { data } satisfies Response<'POST /schedule'>;
  },
});

export const jobController = ({ strapi }: { strapi: Strapi }) =>
  explainingKeys({
    async find(ctx: Context) {
      const data = await service(strapi).views.jobList();
      ctx.body = { data } satisfies Response<'GET /jobs'>;
    },

    async findOne(ctx: Context) {
      const data = await service(strapi).views.job(idOf(ctx));
      ctx.body = { data } satisfies Response<'GET /jobs/:id'>;
    },

    async create(ctx: Context) {
      const { jobs, views } = service(strapi);
      const data = await views.jobOf((await jobs.create(bodyOf(ctx))).id);
      ctx.status = 201;
      ctx.body = { data } satisfies Response<'POST /jobs'>;
    },

    async update(ctx: Context) {
      const { jobs, views } = service(strapi);
      const data = await views.jobOf((await jobs.update(idOf(ctx), bodyOf(ctx))).id);
      ctx.body = { data } satisfies Response<'PUT /jobs/:id'>;
    },

    async delete(ctx: Context) {
      const id = idOf(ctx);
      await service(strapi).jobs.delete(id);
      ctx.body = { data: { id } } satisfies Response<'DELETE /jobs/:id'>;
    },
  });

export const runController = ({ strapi }: { strapi: Strapi }) =>
  explainingKeys({
    async begin(ctx: Context) {
      const { requests } = service(strapi);
      const data = toRun(await requests.beginByInput(idOf(ctx), bodyOf(ctx), 'person'));
      ctx.status = 201;
      ctx.body = { data } satisfies Response<'POST /jobs/:id/runs'>;
    },

    async find(ctx: Context) {
      const page = await service(strapi).views.runPage(idOf(ctx), ctx.query);
      ctx.body = page satisfies Response<'GET /jobs/:id/runs'>;
    },

    async findOne(ctx: Context) {
      const data = await service(strapi).views.run(idOf(ctx));
      ctx.body = { data } satisfies Response<'GET /runs/:id'>;
    },

    async cancel(ctx: Context) {
      const data = toRun(await service(strapi).runs.cancel(idOf(ctx)));
      ctx.body = { data } satisfies Response<'POST /runs/:id/cancel'>;
    },

    async goOn(ctx: Context) {
      const data = toRun(await service(strapi).requests.goOn(idOf(ctx)));
      ctx.body = { data } satisfies Response<'POST /runs/:id/go-on'>;
    },

    async apply(ctx: Context) {
      const data = toRun(await service(strapi).requests.apply(idOf(ctx), 'person'));
      ctx.status = 201;
      ctx.body = { data } satisfies Response<'POST /runs/:id/apply'>;
    },

    async decide(ctx: Context) {
      const { requests } = service(strapi);
      const data = toRun(await requests.decide(idOf(ctx), bodyOf(ctx), 'person'));
      ctx.status = 201;
      ctx.body = { data } satisfies Response<'POST /runs/:id/deletions'>;
    },

    async retry(ctx: Context) {
      const data = toRun(await service(strapi).requests.retry(idOf(ctx), 'person'));
      ctx.status = 201;
      ctx.body = { data } satisfies Response<'POST /runs/:id/retry'>;
    },

    async changes(ctx: Context) {
      const page = await service(strapi).views.changePage(idOf(ctx), ctx.query);
      ctx.body = page satisfies Response<'GET /runs/:id/changes'>;
    },
  });

export const conflictController = ({ strapi }: { strapi: Strapi }) => {
  async function view(record: ConflictRecord): Promise<Conflict> {
    const [conflict] = await service(strapi).views.conflicts([record]);
    return conflict as Conflict;
  }

  return explainingKeys({
    async find(ctx: Context) {
      const { data: records, meta } = await service(strapi).conflicts.page(ctx.query);
      const data = await service(strapi).views.conflicts(records);
      ctx.body = { data, meta } satisfies Response<'GET /conflicts'>;
    },

    async findOne(ctx: Context) {
      const data = await view(await service(strapi).conflicts.find(idOf(ctx)));
      ctx.body = { data } satisfies Response<'GET /conflicts/:id'>;
    },

    async answer(ctx: Context) {
      const { conflicts } = service(strapi);
      const data = await view(await conflicts.answer(idOf(ctx), bodyOf(ctx), nameOf(ctx)));
      ctx.body = { data } satisfies Response<'POST /conflicts/:id/answer'>;
    },

    async undo(ctx: Context) {
      const data = await view(await service(strapi).conflicts.undo(idOf(ctx), nameOf(ctx)));
      ctx.body = { data } satisfies Response<'POST /conflicts/:id/undo'>;
    },
  });
};
