import { z } from 'zod';

import { fieldsOf } from '../../../admin/src/components/settings-schema';
import { settingKey } from '../../../admin/src/pages/connections/setting-keys';
import en from '../../../admin/src/translations/en.json';
import { createProviderRegistry } from '../../../server/src/providers/registry';

const SETTINGS = createProviderRegistry()
  .list()
  .flatMap(({ id, access }) => {
    const schema = access?.connectionSettings;
    if (!schema) return [];
    const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    return fieldsOf(json).map((field) => ({ id, ...field }));
  });

describe('the settings of a connection', () => {
  it.each(SETTINGS)('$id: $name has a label, an explanation, and a word for each choice', (one) => {
    const { id, name, choices } = one;
    const names = [name, `${name}.hint`, ...choices.map((choice) => `${name}.choice.${choice}`)];
    expect(names.filter((part) => settingKey(id, part) === undefined)).toEqual([]);
  });

  it('there are no words for settings that are not', () => {
    const known = SETTINGS.map(({ name }) => name);
    const named = Object.keys(en)
      .filter((key) => key.startsWith('connections.setting.'))
      .map((key) => key.split('.')[2] ?? '');
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('a setting of the site’s own service says itself what it is', () => {
    expect(settingKey('erp', 'baseUrl')).toBeUndefined();
  });
});
