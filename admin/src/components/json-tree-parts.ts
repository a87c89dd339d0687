/** How many children stand in one place; more are folded into stretches of a hundred, and those into larger ones. */
export const CHUNK = 100;

/** Positions of children, the end not included. */
export interface Stretch {
  from: number;
  to: number;
}

export const isContainer = (value: unknown): value is object =>
  typeof value === 'object' && value !== null;

/** A step into a value: the name of a field, or the place in a list. */
export type Step = string | number;

/** The names of the children of an object, or the places in a list, of which nothing is listed in advance. */
export const stepsOf = (container: object): { count: number; stepAt: (index: number) => Step } => {
  if (Array.isArray(container)) return { count: container.length, stepAt: (index) => index };
  const names = Object.keys(container);
  return { count: names.length, stepAt: (index) => names[index] ?? '' };
};

export const childAt = (container: object, step: Step): unknown =>
  (container as Record<Step, unknown>)[step];

/**
 * The stretches that children are folded into, at most a hundred of them, so that a list of a million opens step by
 * step; null where they are few enough to stand side by side.
 */
export const stretchesOf = ({ from, to }: Stretch): Stretch[] | null => {
  const count = to - from;
  if (count <= CHUNK) return null;
  let size = CHUNK;
  while (count / size > CHUNK) size *= CHUNK;
  return Array.from({ length: Math.ceil(count / size) }, (_, index) => ({
    from: from + index * size,
    to: Math.min(to, from + (index + 1) * size),
  }));
};
