import type { UID } from '@strapi/strapi';
import { contentTypes } from '@strapi/utils';

import type { Strapi } from '../../feature';
import { PLUGIN_UID } from '../../plugin-id';
import type { Schemas } from './public-entry';

/** The schemas of a running Strapi. */
export function schemasOf(strapi: Strapi): Schemas {
  return {
    getModel: (uid) => strapi.getModel(uid as Parameters<Strapi['getModel']>[0]),
    isPrivate: (model, attribute) =>
      contentTypes.isPrivateAttribute(
        model as Parameters<typeof contentTypes.isPrivateAttribute>[0],
        attribute,
      ),
  };
}

/**
 * Whether changes of this type are events: what editors see in the Content Manager. Strapi's own tables and this
 * plugin's are not, and files have events of their own.
 */
export function isObservedContentType(strapi: Strapi, uid: string): boolean {
  if (uid.startsWith('api::')) return true;
  if (!uid.startsWith('plugin::') || uid.startsWith(`${PLUGIN_UID}.`)) return false;
  if (uid.startsWith('plugin::upload.')) return false;
  const visibility: unknown = strapi.contentType(uid as UID.ContentType)?.pluginOptions?.[
    'content-manager'
  ];
  return (visibility as { visible?: boolean } | undefined)?.visible !== false;
}
