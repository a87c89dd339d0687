import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

/** By their texts: to compile one takes tenths of a second, and many values are held against the same. */
const compiled = new Map<string, ValidateFunction>();

/** What is wrong with a value by a JSON Schema 2020-12. */
export function problemsOf(schema: object | boolean, value: unknown): string[] {
  const validate = compile(schema);
  if (validate(JSON.parse(JSON.stringify(value)))) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

function compile(schema: object | boolean): ValidateFunction {
  const text = JSON.stringify(schema);
  const known = compiled.get(text);
  if (known) return known;
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  compiled.set(text, validate);
  return validate;
}

/** The schema without room for anything that it does not name. */
export function closed(schema: unknown): object {
  return JSON.parse(JSON.stringify(schema), (_key, part: unknown) =>
    typeof part === 'object' && part !== null && 'properties' in part && 'type' in part
      ? { ...part, additionalProperties: false }
      : part,
  );
}
