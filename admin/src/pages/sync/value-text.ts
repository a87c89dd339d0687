/** How much of a value is shown where it stands beside others. */
const SHOWN_CHARACTERS = 300;

/** A value of a field in a line; '' for nothing. A long one is cut. */
export const valueText = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
};
