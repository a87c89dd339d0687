import { childAt, isContainer, stepsOf, type Step } from './json-tree-parts';

/** The limits of the server, which reads the paths. */
const MAX_LENGTH = 300;
const MAX_STEPS = 30;
const MAX_INDEX = 99_999;

/** How many children of one value are suggested, so that a long list of names leaves room for others. */
const CHILD_LIMIT = 100;

/** `data`, `.object`, `[0]`. */
const STEP = /(?:^|\.)([^.[\]\s]+)|\[(\d{1,5})\]/y;

/** Whether a step can stand in a path: what every object inherits (`__proto__`, `constructor` …) cannot. */
const isAddressable = (step: Step): boolean =>
  typeof step === 'number'
    ? step <= MAX_INDEX
    : /^[^.[\]\s]+$/.test(step) &&
      !(step in Object.prototype) &&
      !(/^\d+$/.test(step) && Number(step) > MAX_INDEX);

/** The path of a value in a payload: `data.items[0].id`; null where it has none. */
export const pathOf = (steps: readonly Step[]): string | null => {
  if (steps.length === 0 || steps.length > MAX_STEPS || !steps.every(isAddressable)) return null;
  const path = steps
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at === 0 ? '' : '.'}${step}`))
    .join('');
  return path.length > MAX_LENGTH ? null : path;
};

/** The steps of a path; null for what is no path. */
export const parsePath = (path: string): Step[] | null => {
  if (path.startsWith('.')) return null;
  const steps: Step[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < path.length) {
    const match = STEP.exec(path);
    if (!match) return null;
    steps.push(match[1] ?? Number(match[2]));
  }
  return pathOf(steps) === null ? null : steps;
};

/** The value at a path; undefined where there is none. */
export const valueAt = (payload: unknown, path: string): unknown => {
  let current = payload;
  for (const step of parsePath(path) ?? ['']) {
    if (!isContainer(current) || !Object.hasOwn(current, step)) return undefined;
    current = childAt(current, step);
  }
  return current;
};

/** The paths that a payload offers, the shallow ones first; of a list only what its first item has. */
export const suggestPaths = (payload: unknown, limit = 200): string[] => {
  const paths: string[] = [];
  const queue: { steps: Step[]; value: unknown }[] = [{ steps: [], value: payload }];
  for (let at = 0; at < queue.length && paths.length < limit; at += 1) {
    const { steps, value } = queue[at] ?? { steps: [], value: undefined };
    const path = pathOf(steps);
    if (path !== null) paths.push(path);
    if (!isContainer(value)) continue;
    const { count, stepAt } = stepsOf(value);
    const shown = Math.min(count, Array.isArray(value) ? 1 : CHILD_LIMIT);
    for (let index = 0; index < shown; index += 1) {
      const step = stepAt(index);
      if (isAddressable(step)) queue.push({ steps: [...steps, step], value: childAt(value, step) });
    }
  }
  return paths;
};
