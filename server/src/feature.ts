import type { Core, Struct } from '@strapi/strapi';

import { PLUGIN_ID, PLUGIN_UID } from './plugin-id';

export type Strapi = Core.Strapi;

/** A permission action an administrator can be granted, registered as `plugin::integration-builder.<id>`. */
export interface PermissionAction {
  /** Lowercase words joined by dots and hyphens, ending in the verb: `endpoint.read`. Strapi allows no digits. */
  id: string;
  displayName: string;
  subCategory: string;
}

/**
 * A table of the plugin that is not user content: no creator, no locale, no documentId of Strapi's, and not carried
 * by `strapi export`. Registered with Strapi's database layer as it stands, so that Strapi creates and migrates it.
 */
export interface TableModel {
  uid: `plugin::${string}`;
  singularName: string;
  tableName: string;
  attributes: Record<string, { type: string; [option: string]: unknown }>;
  indexes?: { name: string; columns: string[]; type?: 'unique' | null }[];
}

type LifecycleHook = (context: { strapi: Strapi }) => void | Promise<void>;

export interface FeatureRoute {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  handler: string;
  config: Record<string, unknown>;
}

/**
 * A feature has the shape of a small Strapi plugin. Everything but the name is optional; `compose` merges the
 * features into the one server entry that Strapi loads.
 */
export interface Feature {
  name: string;
  contentTypes?: Record<string, { schema: Struct.ContentTypeSchema }>;
  tables?: TableModel[];
  routes?: { admin?: FeatureRoute[]; contentApi?: FeatureRoute[] };
  controllers?: Record<string, (context: { strapi: Strapi }) => object>;
  services?: Record<string, (context: { strapi: Strapi }) => object>;
  permissions?: PermissionAction[];
  register?: LifecycleHook;
  bootstrap?: LifecycleHook;
  destroy?: LifecycleHook;
}

/** Merges the features in the given order; `destroy` runs in the reverse order. A name used twice stops the start. */
export function compose(features: Feature[]) {
  const routesOf = (kind: 'admin' | 'contentApi') =>
    features.flatMap((feature) => feature.routes?.[kind] ?? []);

  return {
    contentTypes: mergeUnique(features, 'contentTypes'),
    controllers: mergeUnique(features, 'controllers'),
    services: mergeUnique(features, 'services'),
    routes: {
      admin: { type: 'admin', routes: routesOf('admin') },
      'content-api': { type: 'content-api', routes: routesOf('contentApi') },
    },

    async register({ strapi }: { strapi: Strapi }) {
      for (const feature of features) {
        feature.tables?.forEach((table) => addTable(strapi, table));
        await feature.register?.({ strapi });
      }
      for (const name of Object.keys(mergeUnique(features, 'contentTypes'))) {
        hideFromGraphql(strapi, `${PLUGIN_UID}.${name}`);
      }
      await registerPermissions(strapi, features);
    },

    async bootstrap({ strapi }: { strapi: Strapi }) {
      for (const feature of features) await feature.bootstrap?.({ strapi });
    },

    async destroy({ strapi }: { strapi: Strapi }) {
      for (const feature of [...features].reverse()) await feature.destroy?.({ strapi });
    },
  };
}

function mergeUnique<K extends 'contentTypes' | 'controllers' | 'services'>(
  features: Feature[],
  key: K,
): NonNullable<Feature[K]> {
  const merged: Record<string, unknown> = {};
  for (const feature of features) {
    for (const [name, value] of Object.entries(feature[key] ?? {})) {
      if (name in merged) throw new Error(`${key}: "${name}" is defined by two features`);
      merged[name] = value;
    }
  }
  return merged as NonNullable<Feature[K]>;
}

function addTable(strapi: Strapi, { indexes = [], attributes, ...model }: TableModel) {
  const registry: { add(model: object): unknown } = strapi.get('models');
  // Strapi writes the column's name into every attribute, so no two of them may be the same object.
  const own = Object.entries(attributes).map(([name, attribute]) => [name, { ...attribute }]);
  registry.add({ ...model, attributes: Object.fromEntries(own), indexes });
}

/** A content type that is hidden from the Content Manager is not yet hidden from the GraphQL plugin. */
function hideFromGraphql(strapi: Strapi, uid: string) {
  const graphql = strapi.plugins.graphql;
  graphql?.service('extension').shadowCRUD(uid).disable();
}

async function registerPermissions(strapi: Strapi, features: Feature[]) {
  const actions = features.flatMap((feature) => feature.permissions ?? []);
  await strapi.service('admin::permission').actionProvider.registerMany(
    actions.map(({ id, displayName, subCategory }) => ({
      section: 'plugins',
      pluginName: PLUGIN_ID,
      uid: id,
      displayName,
      subCategory,
    })),
  );
}
