import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

/** What is wrong with a value by a JSON Schema 2020-12. */
export function problemsOf(schema: object | boolean, value: unknown): string[] {
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  if (validate(JSON.parse(JSON.stringify(value)))) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

/** The schema without room for anything that it does not name. */
export function closed(schema: unknown): object {
  return JSON.parse(JSON.stringify(schema), (_key, part: unknown) =>
    typeof part === 'object' && part !== null && 'properties' in part && 'type' in part
      ? { ...part, additionalProperties: false }
      : part,
  );
}
