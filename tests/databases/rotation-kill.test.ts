import knex from 'knex';

import type { EncryptionInfo } from '../../server/src/connections/contracts';
import type { RotationResult } from '../../server/src/connections/vault/rotation';
import { createAppDirectory } from '../support/app-directory';
import { startChildStrapi } from '../support/child-strapi';
import { createSiteDatabase } from '../support/database-templates';
import { startReceiver } from '../support/receiver';

/** So many that a change of keys takes longer than it takes to notice its beginning. */
const CONNECTIONS = 400;
const OLD_KEY = { id: 'old', key: 'the-old-key-of-the-rotation-tests-0' };
const NEW_KEY = { id: 'new', key: 'the-new-key-of-the-rotation-tests-0' };
const keyOf = (n: number) => `key-number-${n}-of-the-tests`;

/** Envelopes begin with the id of their key; see `envelope.ts`. */
const keyIdsOf = (envelopes: string[]) => envelopes.map((envelope) => envelope.split('.')[1]);

it('a change of keys that is killed loses nothing, and goes on where it was', async () => {
  const scratch = await createSiteDatabase('sqlite');
  const receiver = await startReceiver();
  const withKeys = (...keys: { id: string; key: string }[]) => ({
    config: { encryption: { keys } },
  });
  const app = createAppDirectory({ database: scratch.strapiConnection, ...withKeys(OLD_KEY) });
  const db = knex(scratch.knexConfig);
  const envelopes = (): Promise<string[]> =>
    db('ib_connections').orderBy('id').pluck('credentials');
  try {
    const first = await startChildStrapi(app);
    for (let n = 1; n <= CONNECTIONS; n += 1) {
      await first.service('connections', 'accounts.create', {
        provider: 'api-key',
        auth: 'api-key',
        settings: { baseUrl: receiver.url('/') },
        credentials: { key: keyOf(n) },
      });
    }
    await first.stop();

    app.configure(withKeys(NEW_KEY, OLD_KEY));
    const second = await startChildStrapi(app);
    const rotation = second.service('connections', 'rotation.start').catch(() => null);
    // Until some are under the new key, but not all.
    let rotated = 0;
    while (rotated === 0) rotated = keyIdsOf(await envelopes()).filter((id) => id === 'new').length;
    await second.kill();
    await rotation;
    const killedAt = keyIdsOf(await envelopes()).filter((id) => id === 'new').length;
    expect(killedAt).toBeGreaterThan(0);
    expect(killedAt).toBeLessThan(CONNECTIONS);

    const third = await startChildStrapi(app);
    const readAll = () =>
      Promise.all(
        Array.from({ length: CONNECTIONS }, (_, n) =>
          third.service<string>('connections', 'getValidAccessToken', n + 1),
        ),
      );
    const keys = Array.from({ length: CONNECTIONS }, (_, n) => keyOf(n + 1));
    expect(await readAll()).toEqual(keys);
    // It did not see the change begin, and tells the panel what is left all the same.
    const info = () => third.service<EncryptionInfo>('connections', 'rotation.info');
    expect(await info()).toMatchObject({ outdatedCount: CONNECTIONS - killedAt, rotation: null });
    const result = await third.service<RotationResult>('connections', 'rotateKeys');
    expect(result).toMatchObject({ failed: 0, isComplete: true, rotated: CONNECTIONS - killedAt });
    expect(new Set(keyIdsOf(await envelopes()))).toEqual(new Set(['new']));
    expect(await info()).toMatchObject({ outdatedCount: 0 });
    expect(await readAll()).toEqual(keys);
    await third.stop();

    // The older key can go.
    app.configure(withKeys(NEW_KEY));
    const last = await startChildStrapi(app);
    expect(await last.service('connections', 'getValidAccessToken', 1)).toBe(keyOf(1));
    await last.stop();
  } finally {
    await db.destroy();
    await receiver.stop();
    app.remove();
    await scratch.drop();
  }
}, 180_000);
