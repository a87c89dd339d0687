import { entryAddress } from '../../../admin/src/components/entry-address';

const entry = { contentType: 'api::home.home', documentId: 'k5h2', locale: null };

describe('the address of an entry in the Content Manager', () => {
  it.each([
    ['collectionType', null, '/content-manager/collection-types/api::home.home/k5h2'],
    [
      'collectionType',
      'fr',
      '/content-manager/collection-types/api::home.home/k5h2?plugins%5Bi18n%5D%5Blocale%5D=fr',
    ],
    ['singleType', null, '/content-manager/single-types/api::home.home'],
    [
      'singleType',
      'fr',
      '/content-manager/single-types/api::home.home?plugins%5Bi18n%5D%5Blocale%5D=fr',
    ],
  ] as const)('of a %s in the language %s', (kind, locale, address) => {
    expect(entryAddress(kind, { ...entry, locale })).toBe(address);
  });
});
