import type { Strapi } from '../../server/src/feature';

export interface PluginRoute {
  kind: 'admin' | 'content-api';
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Where it answers, its parameters filled with an id that does not exist. */
  address: string;
  /** `GET /outgoing/endpoints/:id` */
  label: string;
  isForAdmins: boolean;
  /** The actions of `admin::hasPermissions`; empty if the policy is missing. */
  actions: string[];
  /** Open to the world by an explicit `config: { auth: false, isPublic: true }`. */
  isPublic: boolean;
}

interface RegisteredRoute {
  method: PluginRoute['method'];
  path: string;
  config?: { auth?: unknown; isPublic?: unknown; policies?: unknown[] };
}

/** Every route that the running Strapi has registered for the plugin. */
export function routesOfPlugin(strapi: Strapi): PluginRoute[] {
  const routers = strapi.plugin('integration-builder').routes as unknown as Record<
    string,
    { type: PluginRoute['kind']; routes: RegisteredRoute[] }
  >;
  return Object.values(routers).flatMap(({ type, routes }) =>
    routes.map((route) => describeRoute(type, route)),
  );
}

/** What the router answers for the plugin, whoever has mounted it: `GET /integration-builder/…`, in alphabetical order. */
export function mountedRoutes(strapi: Strapi): string[] {
  const layers: { path: string | RegExp; methods: string[] }[] = strapi.server.listRoutes();
  return layers
    .map(({ path, methods }) => ({ methods, text: typeof path === 'string' ? path : path.source }))
    .filter(({ text }) => text.includes('integration-builder'))
    .flatMap(({ methods, text }) =>
      // The router answers HEAD wherever it answers GET.
      methods.filter((method) => method !== 'HEAD').map((method) => `${method} ${text}`),
    )
    .sort();
}

function describeRoute(
  kind: PluginRoute['kind'],
  { method, path, config = {} }: RegisteredRoute,
): PluginRoute {
  const policies = config.policies ?? [];
  const prefix = kind === 'admin' ? '/integration-builder' : '/api/integration-builder';
  return {
    kind,
    method,
    address: prefix + path.replace(/:\w+/g, '999999'),
    label: `${method} ${prefix}${path}`,
    isForAdmins: policies.includes('admin::isAuthenticatedAdmin'),
    actions: policies.flatMap(actionsOfPolicy),
    isPublic: config.auth === false && config.isPublic === true,
  };
}

function actionsOfPolicy(policy: unknown): string[] {
  const { name, config } = Object(policy) as { name?: string; config?: { actions?: string[] } };
  return name === 'admin::hasPermissions' ? (config?.actions ?? []) : [];
}
