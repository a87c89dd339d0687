import { PROVIDER_PICTOGRAMS } from '../../../admin/src/components/provider-pictograms';
import { createProviderRegistry } from '../../../server/src/providers/registry';

test('every service that is ours has a picture, and nobody else', () => {
  const ids = createProviderRegistry()
    .list()
    .map(({ id }) => id);
  expect(Object.keys(PROVIDER_PICTOGRAMS).sort()).toEqual(ids.sort());
});

test('no two services with events look alike, nor two of the catalogue', () => {
  const providers = createProviderRegistry().list();
  for (const some of [
    providers.filter(({ webhook }) => webhook),
    providers.filter(({ access }) => access),
  ]) {
    const pictures = some.map(({ id }) => PROVIDER_PICTOGRAMS[id]);
    expect(new Set(pictures).size).toBe(some.length);
  }
});
