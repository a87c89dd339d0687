/** Scopes as they are pasted: by spaces, commas or lines. */
export const addScopes = (scopes: string[], text: string): string[] => [
  ...new Set([...scopes, ...text.split(/[\s,]+/).filter(Boolean)]),
];
