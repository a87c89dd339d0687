/** The id under which Strapi knows the plugin: prefix of its routes, translations and permissions. */
export const PLUGIN_ID = 'integration-builder';
