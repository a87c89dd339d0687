import { createKeyring, type Keyring } from '../../server/src/connections/vault/keyring';
import { createBackgroundRotation } from '../../server/src/connections/vault/background-rotation';
import { deriveEncryptionKeys } from '../../server/src/connections/vault/encryption-keys';
import { createVault } from '../../server/src/connections/vault/vault';
import { createLeaseStore } from '../../server/src/lease-store';
import { createOwnerId } from '../../server/src/queue/owner';
import { createAppDirectory, type AppDirectory } from '../support/app-directory';
import { CONNECTIONS } from '../support/connections';
import type { ScratchDatabase } from '../support/database-servers';
import { createSiteDatabase } from '../support/database-templates';
import { everyDatabase } from '../support/databases';
import { MemorySecretStore } from '../support/memory-secret-store';
import { eventually } from '../support/outgoing';
import { recordingLogger } from '../support/recording-logger';
import { startStrapi, type RunningStrapi } from '../support/strapi';

const OLD = { id: 'old', key: 'the old key' };
const NEW = { id: 'new', key: 'the new key' };
const UID = 'plugin::x.endpoint';
const SECRETS = 250;
/** Looked at until the first pause. */
const FIRST_BATCH = 100;

everyDatabase('a rotation of keys in the background', (client) => {
  let scratch: ScratchDatabase;
  let app: AppDirectory;
  let running: RunningStrapi;
  let store: MemorySecretStore;
  let goOn: () => void;
  /** Of the rotation that was begun last. */
  let signal: AbortSignal | undefined;

  beforeAll(async () => {
    scratch = await createSiteDatabase(client);
    app = createAppDirectory({ database: scratch.strapiConnection });
    running = await startStrapi({ app });
  });
  afterAll(async () => {
    await running.stop();
    app.remove();
    await scratch.drop();
  });
  beforeEach(() => {
    const vault = createVault(deriveEncryptionKeys([OLD], undefined));
    const rows = Array.from({ length: SECRETS }, (_, index) => {
      const documentId = `doc${index}`;
      const secret = vault.encrypt('a secret', { uid: UID, documentId, field: 'secret' });
      return { id: index + 1, documentId, fields: { secret } };
    });
    store = new MemorySecretStore(UID, rows);
  });

  /** One of several instances; its rotation rests after the first batch until `goOn`. */
  function anInstance() {
    const keyring: Keyring = createKeyring([NEW, OLD], () => undefined);
    keyring.registerSecretStore(store);
    const paused = new Promise<void>((resolve) => (goOn = resolve));
    const leases = createLeaseStore(running.strapi);
    return createBackgroundRotation({
      leases,
      owner: createOwnerId(),
      now: Date.now,
      log: recordingLogger(),
      keyring: {
        ...keyring,
        async rotateKeys(options) {
          signal = options?.signal;
          const listBatch = store.listBatch.bind(store);
          const resting = Object.assign(Object.create(store) as MemorySecretStore, {
            async listBatch(afterId: number, limit: number) {
              if (afterId > 0) await paused;
              return listBatch(afterId, limit);
            },
          });
          const walked = createKeyring([NEW, OLD], () => undefined);
          walked.registerSecretStore(resting);
          return walked.rotateKeys(options);
        },
      },
    });
  }
  type Instance = ReturnType<typeof anInstance>;
  const stateOf = async (instance: Instance) => (await instance.info()).rotation?.state ?? null;
  const untilHalfWay = (instance: Instance) =>
    eventually(async () => (await instance.info()).rotation?.scanned === FIRST_BATCH);

  it('is shown by every instance, since when and how far, and begun by no other', async () => {
    const [one, two] = [anInstance(), anInstance()];
    const twoBefore = await two.info();
    expect(twoBefore).toMatchObject({ outdatedCount: SECRETS, rotation: null });
    await two.start();
    await untilHalfWay(two);
    const own = await two.info();
    expect((await one.info()).rotation).toEqual(own.rotation);
    // It joins the one under way.
    expect((await one.start()).rotation).toEqual(own.rotation);
    goOn();
    await eventually(async () => (await stateOf(two)) === 'finished');
    expect(await two.info()).toMatchObject({
      outdatedCount: 0,
      rotation: { rotated: SECRETS, isComplete: true },
    });
    await eventually(async () => (await stateOf(one)) === null);
  });

  it('is cancelled after the batch under way, and can be begun again', async () => {
    const one = anInstance();
    await one.start();
    await untilHalfWay(one);
    const cancelling = one.cancel();
    goOn();
    expect(await cancelling).toMatchObject({
      outdatedCount: SECRETS - FIRST_BATCH,
      rotation: { state: 'cancelled', rotated: FIRST_BATCH, isComplete: false },
    });
    await one.start();
    await eventually(async () => (await stateOf(one)) === 'finished');
    expect((await one.info()).outdatedCount).toBe(0);
  });

  it('is cancelled on the instance that another was asked to cancel it on', async () => {
    const [one, two] = [anInstance(), anInstance()];
    await two.start();
    await untilHalfWay(two);
    expect((await one.cancel()).rotation).toBeNull();
    // Which it notices with the next renewal of its lease.
    await eventually(async () => signal?.aborted === true, { timeoutMs: 30_000 });
    goOn();
    await eventually(async () => (await stateOf(two)) === 'cancelled');
    expect((await two.info()).outdatedCount).toBe(SECRETS - FIRST_BATCH);
  }, 40_000);

  it('that was cancelled elsewhere is over before the next begins', async () => {
    const [one, two] = [anInstance(), anInstance()];
    await two.start();
    await untilHalfWay(two);
    await one.cancel();
    const starting = two.start();
    await eventually(async () => signal?.aborted === true);
    goOn();
    await starting;
    await eventually(async () => (await stateOf(two)) === 'finished');
    expect(await two.info()).toMatchObject({
      outdatedCount: 0,
      rotation: { scanned: SECRETS, rotated: SECRETS - FIRST_BATCH, isComplete: true },
    });
  });

  it('is cancelled by the panel, where there is none to no effect', async () => {
    const shown = await running.http.get(`${CONNECTIONS}/encryption`).expect(200);
    const { body } = await running.http.post(`${CONNECTIONS}/encryption/rotate/cancel`).expect(200);
    expect(body).toEqual(shown.body);
    await running.http
      .post(`${CONNECTIONS}/encryption/rotate/cancel`)
      .send({ force: true })
      .expect(400);
  });
});
