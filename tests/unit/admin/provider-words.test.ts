import { z } from 'zod';

import { fieldsOf } from '../../../admin/src/components/settings-schema';
import {
  isSecretOurs,
  nextStepKey,
  secretHintKey,
} from '../../../admin/src/pages/webhooks/incoming/providers/provider-words';
import en from '../../../admin/src/translations/en.json';
import { createProviderRegistry } from '../../../server/src/providers/registry';

const PROVIDERS = createProviderRegistry()
  .list()
  .filter(({ webhook }) => webhook)
  .map(({ id }) => id);

describe('what the panel says of a service', () => {
  it.each(['secret-of', 'next'])('there are no words (%s) for a service that is not', (kind) => {
    const start = `incoming.${kind}.`;
    const named = Object.keys(en).filter((key) => key.startsWith(start));
    expect(named.map((key) => key.slice(start.length)).sort()).toEqual(
      [...PROVIDERS, 'other'].sort(),
    );
  });

  it.each(PROVIDERS)('%s: what to paste as its secret, and where to click there', (id) => {
    expect(secretHintKey(id)).toBe(`incoming.secret-of.${id}`);
    expect(nextStepKey(id)).toBe(`incoming.next.${id}`);
  });

  it.each(['generic-hmac', 'static-token', 'basic-auth'])(
    '%s: what each of its settings is called and means',
    (id) => {
      const schema = createProviderRegistry().find(id)?.webhook?.settings;
      const names = fieldsOf(schema ? z.toJSONSchema(schema, { io: 'input' }) : null).flatMap(
        ({ name }) => [`incoming.setting.${name}`, `incoming.setting.${name}.hint`],
      );
      expect(names.length).toBeGreaterThan(0);
      expect(names.filter((name) => !(name in en))).toEqual([]);
    },
  );

  it('general words for a service of the site’s own', () => {
    expect(secretHintKey('erp')).toBe('incoming.secret-of.other');
    expect(nextStepKey('erp')).toBe('incoming.next.other');
  });

  it('a secret is made here only for services that are told it', () => {
    expect(PROVIDERS.filter(isSecretOurs)).toEqual(['github', 'generic-hmac', 'static-token']);
  });
});
