export const WRITINGS = ['documents', 'bulk'] as const;

/** Whether each new entry goes through the document service by itself, or many are made at once past it. */
export type Writing = (typeof WRITINGS)[number];
