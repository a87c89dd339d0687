/** Headers as `Name: value` lines, as the console takes them. */
export const headerText = (headers: { name: string; value: string }[]): string =>
  headers.map(({ name, value }) => `${name}: ${value}`).join('\n');
