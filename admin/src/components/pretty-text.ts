/** Above this many characters JSON stays as it came: parsing megabytes would freeze the page. */
const PRETTY_LIMIT = 500_000;

/** The text with its JSON indented, where it is JSON of a reasonable size; otherwise the text as it came. */
export const prettyText = (text: string): string => {
  if (text.length > PRETTY_LIMIT) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};
