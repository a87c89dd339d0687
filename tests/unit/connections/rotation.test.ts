import { deriveEncryptionKeys } from '../../../server/src/connections/vault/encryption-keys';
import { checkReadiness } from '../../../server/src/connections/vault/readiness';
import {
  countOutdated,
  type RotationProgress,
  rotateSecrets,
} from '../../../server/src/connections/vault/rotation';
import { createVault, type Vault } from '../../../server/src/connections/vault/vault';
import { MemorySecretStore } from '../../support/memory-secret-store';

const OLD = { id: 'old', key: 'the old key' };
const NEW = { id: 'new', key: 'the new key' };
const vaultOf = (...keys: { id: string; key: string }[]) =>
  createVault(deriveEncryptionKeys(keys, undefined));

const oldVault = vaultOf(OLD);
const bothVault = vaultOf(NEW, OLD);
const newVault = vaultOf(NEW);

function storeWith(count: number, vault: Vault = oldVault, name = 'plugin::x.endpoint') {
  const rows = Array.from({ length: count }, (_, index) => {
    const documentId = `doc${index + 1}`;
    const at = (field: string) => ({ uid: name, documentId, field });
    const fields = {
      secret: vault.encrypt(`secret ${index + 1}`, at('secret')),
      headers: vault.encrypt(`headers ${index + 1}`, at('headers')),
    };
    return { id: index + 1, documentId, fields };
  });
  return new MemorySecretStore(name, rows);
}

function readAll(store: MemorySecretStore, vault: Vault): string[] {
  return store.rows.flatMap(({ documentId, fields }) =>
    Object.entries(fields).map(([field, envelope]) =>
      vault.decrypt(envelope, { uid: store.name, documentId, field }),
    ),
  );
}

describe('rotation', () => {
  test('brings every secret of every store under the current key, so that the old one can go', async () => {
    const stores = [storeWith(25), storeWith(3, oldVault, 'plugin::x.source')];
    const texts = stores.map((store) => readAll(store, oldVault));
    const result = await rotateSecrets({ vault: bothVault, stores, batchSize: 10 });
    expect(result).toEqual({ scanned: 56, rotated: 56, overtaken: 0, failed: 0, isComplete: true });
    expect(stores.map((store) => readAll(store, newVault))).toEqual(texts);
  });

  test('reports its progress after every batch', async () => {
    const seen: RotationProgress[] = [];
    await rotateSecrets({
      vault: bothVault,
      stores: [storeWith(25)],
      batchSize: 10,
      onProgress: (progress) => seen.push(progress),
    });
    expect(seen.slice(0, 3).map(({ scanned, rotated }) => [scanned, rotated])).toEqual([
      [20, 20],
      [40, 40],
      [50, 50],
    ]);
    expect(seen[0]).toMatchObject({ store: 'plugin::x.endpoint', failed: 0 });
  });

  test.each([1, 7, 30, 49])('killed before write %i, it goes on where it was', async (writes) => {
    const store = storeWith(25);
    const texts = readAll(store, oldVault);
    let left = writes;
    store.beforeReplace = () => {
      if (left-- === 0) throw new Error('killed');
    };
    const run = () => rotateSecrets({ vault: bothVault, stores: [store], batchSize: 10 });
    await expect(run()).rejects.toThrow('killed');
    expect(readAll(store, bothVault)).toEqual(texts);

    // Whoever did not see it begin, or has started since, knows from the rows what is left.
    expect(await countOutdated(bothVault, [store, storeWith(3)])).toBe(50 - writes + 6);
    store.beforeReplace = () => undefined;
    expect(await run()).toMatchObject({ rotated: 50 - writes, isComplete: true });
    expect(readAll(store, newVault)).toEqual(texts);
    expect(await countOutdated(bothVault, [store])).toBe(0);
  });

  test('stops after the batch under way when it is cancelled, and says that it is not complete', async () => {
    const store = storeWith(25);
    const controller = new AbortController();
    const result = await rotateSecrets({
      vault: bothVault,
      stores: [store, storeWith(5, oldVault, 'plugin::x.source')],
      batchSize: 10,
      onProgress: () => controller.abort(),
      signal: controller.signal,
    });
    expect(result).toMatchObject({ rotated: 20, isComplete: false });
  });

  test('never overwrites what somebody saved in the meantime, under the new key', async () => {
    const store = storeWith(5);
    const place = { uid: store.name, documentId: 'doc3', field: 'secret' };
    store.beforeReplace = (id) => {
      const row = store.rows[2];
      if (id === 3 && row) row.fields.secret = bothVault.encrypt('saved meanwhile', place);
    };
    const result = await rotateSecrets({ vault: bothVault, stores: [store] });
    expect(result).toMatchObject({ overtaken: 1, failed: 0, isComplete: true });
    expect(newVault.decrypt(store.rows[2]?.fields.secret ?? '', place)).toBe('saved meanwhile');
  });

  test('comes back for what an instance without the new key saved in the meantime', async () => {
    const store = storeWith(5);
    const place = { uid: store.name, documentId: 'doc3', field: 'secret' };
    let isSaved = false;
    store.beforeReplace = (id) => {
      const row = store.rows[2];
      if (id !== 3 || isSaved || !row) return;
      isSaved = true;
      row.fields.secret = oldVault.encrypt('saved meanwhile', place);
    };
    expect(await rotateSecrets({ vault: bothVault, stores: [store] })).toMatchObject({
      overtaken: 1,
      isComplete: true,
    });
    expect(newVault.decrypt(store.rows[2]?.fields.secret ?? '', place)).toBe('saved meanwhile');
  });

  test('two at once do no harm', async () => {
    const store = storeWith(25);
    const texts = readAll(store, oldVault);
    const run = () => rotateSecrets({ vault: bothVault, stores: [store], batchSize: 3 });
    const results = await Promise.all([run(), run()]);
    expect(results.every(({ isComplete }) => isComplete)).toBe(true);
    expect(readAll(store, newVault)).toEqual(texts);
  });

  test('leaves what it cannot read as it is, and says that the old key must stay', async () => {
    const store = storeWith(5);
    const [first, second] = store.rows;
    if (!first || !second) throw new Error('no rows');
    first.fields.secret = 'damaged';
    second.fields.secret = vaultOf({ id: 'lost', key: 'a lost key' }).encrypt('x', {
      uid: store.name,
      documentId: 'doc2',
      field: 'secret',
    });
    const before = structuredClone([first.fields.secret, second.fields.secret]);
    const result = await rotateSecrets({ vault: bothVault, stores: [store] });
    expect(result).toEqual({ scanned: 10, rotated: 8, overtaken: 0, failed: 2, isComplete: false });
    expect([first.fields.secret, second.fields.secret]).toEqual(before);
  });

  test('does not start without a key', async () => {
    await expect(rotateSecrets({ vault: vaultOf(), stores: [] })).rejects.toMatchObject({
      code: 'missing-key',
    });
  });
});

describe('readiness', () => {
  test('is given when the keys open what is stored, or nothing is', async () => {
    expect(await checkReadiness(oldVault, [storeWith(5)])).toBeNull();
    expect(await checkReadiness(oldVault, [storeWith(0)])).toBeNull();
    expect(await checkReadiness(bothVault, [storeWith(5), storeWith(5, newVault)])).toBeNull();
  });

  test('lacks a key', async () => {
    expect(await checkReadiness(vaultOf(), [storeWith(5)])).toBe('missing-key');
    expect(await checkReadiness(vaultOf(), [])).toBe('missing-key');
  });

  test('has a wrong key: another id, or another text under the same id', async () => {
    expect(await checkReadiness(newVault, [storeWith(5)])).toBe('wrong-key');
    const changed = vaultOf({ id: 'old', key: 'another text' });
    expect(await checkReadiness(changed, [storeWith(5)])).toBe('wrong-key');
  });

  test('lacks the key of what a rotation that was broken off has left, however far down that stands', async () => {
    const store = storeWith(700);
    let left = 1_300;
    store.beforeReplace = () => {
      if (left-- === 0) throw new Error('killed');
    };
    await expect(rotateSecrets({ vault: bothVault, stores: [store] })).rejects.toThrow('killed');
    expect(await checkReadiness(bothVault, [store])).toBeNull();
    expect(await checkReadiness(newVault, [store])).toBe('wrong-key');
  });

  test('is not denied for one damaged secret among good ones', async () => {
    const store = storeWith(5);
    const [first, second] = store.rows;
    if (!first || !second) throw new Error('no rows');
    first.fields.secret = second.fields.secret ?? '';
    second.fields.headers = 'damaged';
    expect(await checkReadiness(oldVault, [store])).toBeNull();
  });
});
