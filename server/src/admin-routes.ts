import type { Context, Next } from 'koa';
import { z } from 'zod';

import { bodyOf } from './admin-controller';
import type { FeatureRoute } from './feature';
import { PLUGIN_UID } from './plugin-id';
import { validateInput } from './validate-input';

/**
 * Makes the admin routes of a feature, each for administrators with the actions that it names, all of them.
 *
 * @param feature the beginning of their paths
 */
export function adminRoutes<Action extends string>(feature: string) {
  return function route(
    method: FeatureRoute['method'],
    path: string,
    handler: string,
    ...actions: [Action, ...Action[]]
  ): FeatureRoute {
    return {
      method,
      path: `/${feature}${path}`,
      handler,
      config: {
        policies: [
          'admin::isAuthenticatedAdmin',
          {
            name: 'admin::hasPermissions',
            config: { actions: actions.map((action) => `${PLUGIN_UID}.${action}`) },
          },
        ],
      },
    };
  };
}

const noFields = z.strictObject({});

/** A route that is told all by its address: it refuses a body with fields, since none of them would be heeded. */
export function withoutFields(route: FeatureRoute): FeatureRoute {
  // Strapi runs it after the policies, so a stranger learns nothing.
  const refuseFields = (ctx: Context, next: Next) => {
    validateInput(noFields, bodyOf(ctx));
    return next();
  };
  return { ...route, config: { ...route.config, middlewares: [refuseFields] } };
}
