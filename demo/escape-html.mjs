const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text for a page, between tags or in an attribute. */
export const escapeHtml = (text) =>
  String(text).replace(/[&<>"]/g, (character) => ESCAPES[character]);
