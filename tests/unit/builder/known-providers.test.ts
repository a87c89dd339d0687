import type { ProviderDefinition } from '../../../server/src/builder/contracts';
import type { CustomProviderRecord } from '../../../server/src/builder/custom-provider-store';
import { createKnownProviders } from '../../../server/src/builder/known-providers';
import { createProviderRegistry } from '../../../server/src/providers/registry';
import { keyedHarbour } from '../../support/builder';
import { recordingLogger } from '../../support/recording-logger';

const record = (
  id: number,
  definition: ProviderDefinition = keyedHarbour('https://api.harbour.example'),
): CustomProviderRecord => ({
  id,
  provider: `custom-${id}`,
  definition,
  revision: 1,
  createdAt: '',
  updatedAt: '',
});

function knownOf(rows: CustomProviderRecord[]) {
  const registry = createProviderRegistry();
  const log = recordingLogger();
  const store = {
    revisions: async () => rows.map(({ id, revision }) => ({ id, revision })),
    findByIds: async (ids: number[]) => rows.filter(({ id }) => ids.includes(id)),
  };
  return { registry, log, known: createKnownProviders(store, registry, log) };
}

it('a provider is the same object until its description changes', async () => {
  const rows = [record(1), record(2)];
  const { registry, known } = knownOf(rows);
  await known.refresh();
  const [first, second] = [registry.find('custom-1'), registry.find('custom-2')];
  rows[1] = { ...record(2), revision: 2 };
  await known.refresh();
  expect(registry.find('custom-1')).toBe(first);
  expect(registry.find('custom-2')).not.toBe(second);
  rows.pop();
  await known.refresh();
  expect(registry.find('custom-2')).toBeUndefined();
});

it('one that cannot be used is told, once, and keeps nobody else from working', async () => {
  const broken = { ...keyedHarbour('https://api.harbour.example'), name: '' };
  const { registry, log, known } = knownOf([record(1, broken), record(2)]);
  await known.refresh();
  await known.refresh();
  expect(registry.find('custom-1')).toBeUndefined();
  expect(registry.find('custom-2')).toBeDefined();
  expect(log.lines).toHaveLength(1);
  expect(JSON.stringify(log.lines)).toContain('custom-1');
});
