export const PLUGIN_ID = 'integration-builder';

/** The prefix of every uid (content types, services, permissions) of this plugin. */
export const PLUGIN_UID = `plugin::${PLUGIN_ID}` as const;
