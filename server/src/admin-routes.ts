import type { FeatureRoute } from './feature';
import { PLUGIN_UID } from './plugin-id';

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
