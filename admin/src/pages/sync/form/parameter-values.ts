import type { ResourceParameter } from '../../../api/sync-contracts';

/** A word by which the listing of the service is asked, and its value. */
export interface FilterRow {
  name: string;
  value: string;
}

type Filter = readonly FilterRow[];
type Parameters = readonly ResourceParameter[];

/** The value of a parameter; '' where it has none. */
export const parameterValue = (filter: Filter, name: string): string =>
  filter.find((row) => row.name === name)?.value ?? '';

/** The filter with another value of a parameter. */
export const withParameter = (filter: Filter, name: string, value: string): FilterRow[] => [
  ...filter.filter((row) => row.name !== name),
  ...(value === '' ? [] : [{ name, value }]),
];

/** The values of the parameters alone, by their names. */
export const parameterValues = (filter: Filter, parameters: Parameters): Record<string, string> =>
  Object.fromEntries(
    parameters
      .map(({ name }) => [name, parameterValue(filter, name).trim()])
      .filter(([, value]) => value !== ''),
  ) as Record<string, string>;

/** The parameters that nothing can be asked without, and that have no value yet. */
export const missingParameters = (filter: Filter, parameters: Parameters): ResourceParameter[] =>
  parameters.filter(
    ({ name, isRequired }) => isRequired === true && parameterValue(filter, name).trim() === '',
  );
