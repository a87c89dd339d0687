/** One step: the name of a field, or the place in a list. */
type Step = string | number;

const MAX_LENGTH = 300;
const MAX_STEPS = 30;
/** Nobody maps the hundred-thousandth item of a list. */
const MAX_INDEX = 99_999;
/** `data`, `.object`, `[0]`; a name may hold anything but what separates names. */
const STEP = /(?:^|(?<!^)\.)([^.[\]\s]+)|\[(\d{1,5})\]/y;

/** A path that leads out of the data, or cannot be read. */
export class PayloadPathError extends Error {
  readonly code = 'payload-path';
}

const parsed = new Map<string, Step[]>();
const MAX_KEPT = 5_000;

/**
 * Reads a dotted path: `data.object.id`, `items[0].sku`, `items.0.sku`. There are no expressions, and no names that every
 * object inherits (`__proto__`, `constructor`, `toString` …).
 *
 * @throws {PayloadPathError} saying what is wrong
 */
export function parsePayloadPath(path: string): readonly Step[] {
  const known = parsed.get(path);
  if (known) return known;
  const steps = readSteps(path);
  if (parsed.size >= MAX_KEPT) parsed.clear();
  parsed.set(path, steps);
  return steps;
}

function readSteps(path: string): Step[] {
  if (path.length > MAX_LENGTH) throw new PayloadPathError('The path is too long.');
  const steps: Step[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < path.length) {
    const match = STEP.exec(path);
    if (!match) {
      throw new PayloadPathError(
        `"${path}" is no path. Join names by dots and put places in brackets: data.items[0].id`,
      );
    }
    steps.push(stepOf(match[1], match[2]));
  }
  if (steps.length === 0 || steps.length > MAX_STEPS) {
    throw new PayloadPathError(`A path has 1 to ${MAX_STEPS} names.`);
  }
  return steps;
}

function stepOf(name: string | undefined, index: string | undefined): Step {
  if (name === undefined) return Number(index);
  if (name in Object.prototype) {
    throw new PayloadPathError(`"${name}" is not a field of the payload.`);
  }
  if (/^\d+$/.test(name) && Number(name) > MAX_INDEX) {
    throw new PayloadPathError(`A list is read up to its item ${MAX_INDEX}.`);
  }
  return name;
}

/**
 * The value at a path, by own properties only.
 *
 * @returns undefined where the payload has nothing there
 * @throws {PayloadPathError}
 */
export function valueAt(payload: unknown, path: string): unknown {
  let value = payload;
  for (const step of parsePayloadPath(path)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) {
      return undefined;
    }
    value = (value as Record<Step, unknown>)[step];
  }
  return value;
}
