/**
 * A path with its values escaped: ``apiPath`/customers/${id}` ``. A value stays one segment, whatever it holds.
 *
 * @throws {TypeError} for an empty value and for `.` and `..`, which would name another path
 */
export function apiPath(parts: TemplateStringsArray, ...values: (string | number)[]): string {
  return parts.reduce((path, part, index) => path + segment(values[index - 1] ?? '') + part);
}

function segment(value: string | number): string {
  const text = String(value);
  if (['', '.', '..'].includes(text)) {
    throw new TypeError(`"${text}" cannot be a part of an address: expected an id or a name.`);
  }
  return encodeURIComponent(text);
}
