import type { CatalogueEntry } from '../../../admin/src/api/connection-contracts';
import {
  CATEGORIES,
  groupsOf,
} from '../../../admin/src/pages/connections/catalogue/catalogue-groups';
import en from '../../../admin/src/translations/en.json';
import { PROVIDER_CATEGORIES } from '../../../server/src/providers/account-access';

const entry = (id: string, name: string, category: CatalogueEntry['category']): CatalogueEntry => ({
  id,
  name,
  category,
  methods: [{ kind: 'api-key', scopes: [] }],
  settingsSchema: null,
  hasOwnClient: false,
  client: null,
  setUpUrl: null,
  sendsWebhooks: false,
  resources: [],
  isCustom: false,
});

const PROVIDERS = [
  entry('stripe', 'Stripe', 'commerce'),
  entry('google-sheets', 'Google Sheets', 'productivity'),
  entry('google-calendar', 'Google Calendar', 'productivity'),
  entry('cafe', 'Café Société', 'commerce'),
];

const namesOf = (search: string, category?: CatalogueEntry['category']) =>
  groupsOf(PROVIDERS, search, category).map((group) => [
    group.category,
    ...group.providers.map(({ name }) => name),
  ]);

describe('the catalogue of services', () => {
  it('stands by category, each by name, without empty ones', () => {
    expect(namesOf('')).toEqual([
      ['commerce', 'Café Société', 'Stripe'],
      ['productivity', 'Google Calendar', 'Google Sheets'],
    ]);
  });

  it.each([
    ['STRIPE', [['commerce', 'Stripe']]],
    ['cafe societe', [['commerce', 'Café Société']]],
    ['sheets  google', [['productivity', 'Google Sheets']]],
    ['google-cal', [['productivity', 'Google Calendar']]],
    ['stripe google', []],
  ])('"%s" finds by name and id, whatever the case, the accents and the order', (search, found) => {
    expect(namesOf(search)).toEqual(found);
  });

  it('a category narrows it further', () => {
    expect(namesOf('', 'commerce')).toEqual([['commerce', 'Café Société', 'Stripe']]);
    expect(namesOf('google', 'commerce')).toEqual([]);
  });

  it('every category of the server is shown and has a word', () => {
    expect(CATEGORIES).toEqual([...PROVIDER_CATEGORIES]);
    expect(Object.keys(en)).toEqual(
      expect.arrayContaining(CATEGORIES.map((category) => `connections.category.${category}`)),
    );
  });
});
