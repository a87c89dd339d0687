/** What the type of an outgoing event may be made of. */
export const EVENT_TYPE = /^[A-Za-z0-9_.-]{1,255}$/;

/** Families whose types the plugin defines; a site's own events may not begin with these. */
const OWN_FAMILIES = ['entry', 'media', 'integration-builder'];

/** Whether the text can be the type of an event of the site's own. */
export function isCustomEventType(text: string): boolean {
  return EVENT_TYPE.test(text) && !isOwnType(text);
}

/** Whether the type is of a family that the plugin defines. */
export function isOwnType(type: string): boolean {
  return OWN_FAMILIES.includes(familyOf(type));
}

/** `entry` of `entry.publish`. */
export function familyOf(type: string): string {
  const dot = type.indexOf('.');
  return dot === -1 ? type : type.slice(0, dot);
}
