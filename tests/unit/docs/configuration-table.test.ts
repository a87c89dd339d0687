import { readFileSync } from 'node:fs';
import path from 'node:path';

import { configSchema } from '../../../server/src/config/schema';
import { parseConfig } from '../../../server/src/config';

const readme = readFileSync(path.resolve(__dirname, '../../../README.md'), 'utf8');
const [, section = ''] = /^## Configuration$(.+?)^## /ms.exec(readme) ?? [];

/** Key and default of every row of the table. */
const rows = new Map(
  [...section.matchAll(/^\| `([a-zA-Z.]+)` +\| (.+?) +\|/gm)].map(([, key = '', text = '']) => [
    key,
    text,
  ]),
);

/** `webhooks.timeout` and so on; a key that stands by itself is its own. */
const keys = Object.entries(configSchema.shape).flatMap(([name, schema]) => {
  const inner = shapeOf(schema);
  return inner ? Object.keys(inner).map((key) => `${name}.${key}`) : [name];
});

/** The keys of a section, from under its default and its transformation. */
function shapeOf(schema: unknown): Record<string, unknown> | undefined {
  const { shape, def } = schema as {
    shape?: Record<string, unknown>;
    def: { innerType?: unknown; in?: unknown };
  };
  if (shape) return shape;
  const inner = def.innerType ?? def.in;
  return inner ? shapeOf(inner) : undefined;
}

describe('the configuration table of the README', () => {
  it('has every key, and no other', () => {
    expect(keys).toContain('queue.redis');
    expect([...rows.keys()].sort()).toEqual([...keys].sort());
  });

  it('names every default that is one word or number', () => {
    const config = parseConfig({}) as unknown as Record<string, Record<string, unknown>>;
    for (const [key, text] of rows) {
      const [part = '', name = ''] = key.split('.');
      const value = name ? config[part]?.[name] : config[part];
      // Others are written for people: `5 days`, `100, 20 %`.
      if (!text.startsWith('`') || typeof value === 'object') continue;
      const written = typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
      expect([key, text]).toEqual([key, `\`${written}\``]);
    }
  });
});
