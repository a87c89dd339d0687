import type { ParameterValues, RecordOptions, Resource } from './resource';

/** A resource was asked for something without what has to be named first. */
export class ParameterError extends TypeError {
  readonly code = 'resource-parameter';
}

type WithParameters = Pick<Resource, 'name' | 'parameters'>;

/** What is missing of the parameters of a resource, by their names: for a form, before anything is asked of the service. */
export function parameterProblems(
  { name: resource, parameters = [] }: WithParameters,
  filter: ParameterValues,
): { name: string; message: string }[] {
  return parameters
    .filter(({ name, isRequired }) => isRequired && !filter[name]?.trim())
    .map(({ name, label }) => ({ name, message: missing(resource, label) }));
}

/**
 * The resource with its parameters filled in from the `filter` of a job. What else the filter of a listing holds goes to the
 * service as it is.
 *
 * @throws {ParameterError} where one is missing
 */
export function withParameters(resource: Resource, filter: ParameterValues): Resource {
  const { parameters: declared = [], ...rest } = resource;
  if (declared.length === 0) return resource;
  const [problem] = parameterProblems(resource, filter);
  if (problem) throw new ParameterError(problem.message);

  const names = new Set(declared.map(({ name }) => name));
  const parameters = pick(filter, (name, value) => names.has(name) && value.trim() !== '');
  const filled = <T extends RecordOptions>(options: T) => ({ ...options, parameters });
  const { fields, list, get, create, update, delete: remove } = resource;
  return {
    ...rest,
    fields: typeof fields === 'function' ? (client) => fields(client, parameters) : fields,
    list: (client, { filter: narrowed = {}, ...options }) =>
      list(client, { ...filled(options), filter: pick(narrowed, (name) => !names.has(name)) }),
    get: get && ((client, id, options = {}) => get(client, id, filled(options))),
    create: create && ((client, record, options) => create(client, record, filled(options))),
    update:
      update && ((client, id, changes, options) => update(client, id, changes, filled(options))),
    delete: remove && ((client, id, options) => remove(client, id, filled(options))),
  };
}

/**
 * The value of a parameter that nothing can be done without.
 *
 * @throws {ParameterError} where it is missing
 */
export function parameterOf(parameters: ParameterValues | undefined, name: string): string {
  const value = parameters?.[name]?.trim();
  if (value) return value;
  throw new ParameterError(`The parameter "${name}" is missing.`);
}

function pick(
  values: ParameterValues,
  isWanted: (name: string, value: string) => boolean,
): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter((entry) => isWanted(...entry)));
}

const missing = (resource: string, label: string) =>
  `${resource} cannot be read without: ${label}.`;
