/** The `pluginOptions` of content types that no editor is to see. */
export const hidden = {
  'content-manager': { visible: false },
  'content-type-builder': { visible: false },
};
