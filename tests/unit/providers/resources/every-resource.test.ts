import { readFileSync } from 'node:fs';
import path from 'node:path';

import { parsePayloadPath } from '../../../../server/src/content/payload-path';
import { createProviderRegistry } from '../../../../server/src/providers/registry';
import type { Resource } from '../../../../server/src/providers/resources/resource';

const all = createProviderRegistry()
  .list()
  .flatMap(({ id, resources = [] }) => resources.map((resource) => ({ provider: id, resource })));

const yes = (is: unknown) => (is ? 'yes' : '');

/** A row of the table in the docs. */
function described(provider: string, resource: Resource): string[] {
  const { id, create, update, delete: remove, isIncremental, isIdempotent } = resource;
  const parameters = (resource.parameters ?? []).map(({ name }) => `\`${name}\``).join(', ');
  const abilities = [create, update, remove, isIncremental, isIdempotent].map(yes);
  return [`\`${provider}\``, `\`${id}\``, ...abilities, parameters];
}

it('does what the docs say, and no more', () => {
  const docs = readFileSync(path.resolve(__dirname, '../../../../docs/resources.md'), 'utf8');
  const rows = docs
    .split('\n')
    .filter((line) => /^\| `[a-z]+` +\| `/.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
  expect(rows).toEqual(all.map(({ provider, resource }) => described(provider, resource)));
});

describe.each(
  all.map(({ provider, resource }) => [`${provider} ${resource.id}`, resource] as const),
)('%s', (_name, resource) => {
  it('reads single records, without which none is known to be gone', () => {
    expect(resource.get).toBeDefined();
  });

  it('offers fields that a mapping can name, each once', () => {
    const fields = Array.isArray(resource.fields) ? resource.fields : [];
    const paths = fields.map((field) => field.path);
    expect(new Set(paths).size).toBe(paths.length);
    for (const each of [...paths, resource.idPath]) expect(parsePayloadPath(each)).toBeDefined();
  });

  it('offers fields to write only where it writes', () => {
    const fields = Array.isArray(resource.fields) ? resource.fields : [];
    const written = fields.filter(({ isReadOnly }) => !isReadOnly);
    if (!resource.create && !resource.update) expect(written).toEqual([]);
    if (!resource.update) expect(written.filter(({ isCreateOnly }) => !isCreateOnly)).toEqual([]);
    expect(fields.filter(({ isReadOnly, isRequired }) => isReadOnly && isRequired)).toEqual([]);
  });

  it('says of each parameter what to enter', () => {
    for (const { description } of resource.parameters ?? []) expect(description).toBeTruthy();
  });
});
