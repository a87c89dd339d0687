/** How the plugin introduces itself to every service and receiver. */
export const USER_AGENT = 'strapi-plugin-integration-builder';
