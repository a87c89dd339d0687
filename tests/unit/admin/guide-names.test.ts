import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { guideNameOf } from '../../../admin/src/pages/connections/connect/guide-names';
import { createProviderRegistry } from '../../../server/src/providers/registry';

const directory = path.resolve(__dirname, '../../../docs/connections');

describe('the guide of a service', () => {
  const connectable = createProviderRegistry()
    .list()
    .filter(({ access }) => access)
    .map(({ id }) => id);

  it.each(connectable)('%s has one', (id) => {
    const name = guideNameOf({ id, isCustom: false });
    expect(existsSync(path.join(directory, `${name}.md`))).toBe(true);
  });

  it('every guide is that of a service', () => {
    const names = new Set(connectable.map((id) => guideNameOf({ id, isCustom: false })));
    expect(readdirSync(directory).sort()).toEqual([...names].map((name) => `${name}.md`).sort());
  });

  it('one that the site added itself has none, whatever it is called', () => {
    expect(guideNameOf({ id: 'harbour', isCustom: false })).toBeNull();
    expect(guideNameOf({ id: 'google', isCustom: true })).toBeNull();
  });
});
