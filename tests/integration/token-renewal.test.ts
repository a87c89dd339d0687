import type { Call, Connection } from '../../server/src/connections/contracts';
import type { ConnectionsService } from '../../server/src/connections/connections-service';
import {
  addHarbour,
  connectHarbour,
  connectionOf,
  CONNECTIONS,
  connectionsTable,
} from '../support/connections';
import { everyDatabase } from '../support/databases';
import { eventually } from '../support/outgoing';
import { startStandIn, type StandIn } from '../support/stand-in';
import { startStrapi, type RunningStrapi } from '../support/strapi';

const HOUR_MS = 3_600_000;

everyDatabase('renewing a token', (client) => {
  let standIn: StandIn;
  let running: RunningStrapi;
  let connection: Connection;
  beforeAll(async () => {
    standIn = await startStandIn();
    running = await startStrapi({ client });
    await addHarbour(running, standIn);
  });
  afterAll(async () => {
    await running?.stop();
    await standIn?.stop();
  });
  beforeEach(async () => {
    await standIn.control.reset();
    connection = await connectHarbour(running);
  });

  const service = (): ConnectionsService =>
    running.strapi.plugin('integration-builder').service('connections');
  const token = async () => service().getValidAccessToken(connection.id);
  const now = () => connectionOf(running.http, connection.id);
  const calls = async (): Promise<Call[]> =>
    (await running.http.get(`${CONNECTIONS}/accounts/${connection.id}/calls`).expect(200)).body
      .data;
  const refreshes = async () => (await standIn.control.counters()).tokenRequests.refresh_token;
  const familiesRevoked = async () => (await standIn.control.counters()).familiesRevoked;

  /** Changes the row as time, or another instance, would. */
  const change = (columns: object) =>
    connectionsTable(running).where({ id: connection.id }).update(columns).increment('revision', 1);
  const expire = () => change({ expires_at: Date.now() - 1_000 });
  const refused = async (run: () => Promise<unknown>) =>
    run().then(
      () => null,
      (error: { code: string; message: string }) => error,
    );

  it('happens once for a hundred callers, and nothing is revoked', async () => {
    const old = await token();
    await expire();
    // The copy in memory is gone by for half a second.
    await settle();
    const tokens = await Promise.all(Array.from({ length: 100 }, token));
    expect(new Set(tokens).size).toBe(1);
    expect(tokens[0]).not.toBe(old);
    const line = { caller: 'token', path: '/oauth/token', status: 200, error: null };
    // The first is the one that made the connection.
    expect(await calls()).toMatchObject([line, line]);
    expect(await refreshes()).toBe(1);
    expect(await familiesRevoked()).toBe(0);
    expect(await now()).toMatchObject({ status: 'connected', isRenewable: true });
  });

  it('that the service refuses asks for a reconnection, and is not tried again', async () => {
    await standIn.control.revokeAllGrants();
    await expire();
    await settle();
    const error = await refused(token);
    expect(error).toMatchObject({ code: 'not-connected' });
    expect(await now()).toMatchObject({
      status: 'needs-reauthorization',
      statusReason: expect.stringContaining('Reconnect the account.'),
    });
    const asked = await refreshes();
    for (let n = 0; n < 5; n += 1)
      expect(await refused(token)).toMatchObject({ code: 'not-connected' });
    expect(await refreshes()).toBe(asked);
    const again = await connectHarbour(running, {
      provider: 'harbour',
      connectionId: connection.id,
    });
    expect(again).toMatchObject({ id: connection.id, status: 'connected' });
    expect(await token()).toEqual(expect.any(String));
  });

  it('leaves a token of a reconnection in the meantime alone', async () => {
    await standIn.control.setModes({ tokenEndpoint: 'slow', slowMs: 1_000 });
    await expire();
    await settle();
    const renewal = token();
    await new Promise((resolve) => setTimeout(resolve, 200));
    await standIn.control.setModes({ tokenEndpoint: 'ok' });
    await connectHarbour(running, { provider: 'harbour', connectionId: connection.id });
    const reconnected = await stored();
    await renewal;
    expect(await stored()).toBe(reconnected);
    const client_ = await service().client(connection.id);
    expect((await client_.get('/me')).status).toBe(200);
  });

  it('waits for the lease of another process, and takes it over where that one has died', async () => {
    const name = `token:${connection.id}`;
    await token();
    const leases = running.strapi.db.connection('ib_leases');
    await leases.insert({
      name,
      group_name: '',
      owner: 'somebody else',
      expires_at: Date.now() + 1_500,
    });
    await expire();
    await settle();
    const startedAt = performance.now();
    await token();
    expect(performance.now() - startedAt).toBeGreaterThan(700);
    expect(await refreshes()).toBe(1);
  });

  it('leaves time to whoever let the lease run out, who may have a new token to store', async () => {
    const name = `token:${connection.id}`;
    const old = await token();
    const leases = running.strapi.db.connection('ib_leases');
    await leases.insert({
      name,
      group_name: '',
      owner: 'somebody who was cut off',
      expires_at: Date.now() - 1_000,
    });
    await expire();
    await settle();
    const renewal = token();
    await new Promise((resolve) => setTimeout(resolve, 400));
    await connectionsTable(running)
      .where({ id: connection.id })
      .update({ expires_at: Date.now() + HOUR_MS })
      .increment('revision', 1)
      .increment('token_version', 1);
    expect(await renewal).toBe(old);
    expect(await refreshes()).toBe(0);
  });

  if (client !== 'sqlite') return;

  it('that is refused leaves a reconnection in the meantime alone', async () => {
    await standIn.control.revokeAllGrants();
    // It refuses at once, and says so late.
    await standIn.control.setModes({ tokenEndpoint: 'slow', slowMs: 4_000 });
    await expire();
    await settle();
    const renewal = token();
    const refusals = async () => (await standIn.control.counters()).refusedTokenRequests;
    await eventually(async () => (await refusals()) === 1);
    await standIn.control.setModes({ tokenEndpoint: 'ok' });
    await connectHarbour(running, { provider: 'harbour', connectionId: connection.id });
    const reconnected = await stored();
    expect(await renewal).toBe(await token());
    expect(await stored()).toBe(reconnected);
    expect(await now()).toMatchObject({ status: 'connected', statusReason: null });
    expect(await refusals()).toBe(1);
  });

  it('of the account of the site itself is a sign-in anew', async () => {
    const input = { provider: 'harbour', auth: 'client-credentials', credentials: {} };
    const { body } = await running.http.post(`${CONNECTIONS}/accounts`).send(input).expect(201);
    connection = body.data;
    const old = await token();
    await expire();
    await settle();
    expect(await token()).not.toBe(old);
    const { client_credentials: signIns, refresh_token: renewals } = (
      await standIn.control.counters()
    ).tokenRequests;
    expect([signIns, renewals]).toEqual([2, 0]);
  });

  it('does not happen while the token is good', async () => {
    const first = await token();
    expect(await token()).toBe(first);
    expect(await refreshes()).toBe(0);
  });

  it('happens ahead of the end, while callers go on with the token they have', async () => {
    const old = await token();
    await change({ expires_at: Date.now() + 60_000 });
    await settle();
    expect(await token()).toBe(old);
    await eventually(async () => (await token()) !== old);
    expect(await refreshes()).toBe(1);
  });

  it('goes on from the rotated refresh token, time after time', async () => {
    for (let round = 1; round <= 3; round += 1) {
      await expire();
      await settle();
      await token();
    }
    expect(await refreshes()).toBe(3);
    expect(await familiesRevoked()).toBe(0);
  });

  it('keeps the refresh token that an answer omits', async () => {
    await standIn.control.setModes({ tokenEndpoint: 'omit-refresh' });
    for (let round = 1; round <= 2; round += 1) {
      await expire();
      await settle();
      await token();
    }
    expect(await refreshes()).toBe(2);
    expect((await now()).status).toBe('connected');
  });

  it('happens once where the service refuses a token before its end', async () => {
    const client_ = await service().client(connection.id);
    await standIn.control.setModes({ accessTokenLifeMs: 1 });
    await expire();
    await settle();
    await token();
    await change({ expires_at: Date.now() + HOUR_MS });
    await standIn.control.setModes({ accessTokenLifeMs: HOUR_MS });
    await settle();
    const before = await refreshes();
    const answers = await Promise.all(Array.from({ length: 20 }, () => client_.get('/me')));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect((await refreshes()) - before).toBe(1);
  });

  it('that fails for another reason backs off, and works again when the service does', async () => {
    await standIn.control.setModes({ tokenEndpoint: 'error-500' });
    await expire();
    await settle();
    await Promise.all(Array.from({ length: 10 }, () => refused(token)));
    expect(await now()).toMatchObject({
      status: 'error',
      statusReason: expect.stringContaining('500'),
    });
    const asked = await refreshes();
    for (let n = 0; n < 5; n += 1) await refused(token);
    expect(await refreshes()).toBe(asked);
    await standIn.control.setModes({ tokenEndpoint: 'ok' });
    await change({ refresh_after: Date.now() - 1 });
    await settle();
    expect(await token()).toEqual(expect.any(String));
    expect(await now()).toMatchObject({ status: 'connected', statusReason: null });
  });

  it('takes back the grant and erases the tokens at a disconnection', async () => {
    const { body } = await running.http
      .post(`${CONNECTIONS}/accounts/${connection.id}/disconnect`)
      .expect(200);
    expect(body.data).toMatchObject({
      revocation: 'revoked',
      connection: { status: 'disconnected', expiresAt: null, isRenewable: false },
    });
    expect(await stored()).toBeNull();
    expect((await standIn.control.counters()).revocations).toBe(1);
    const [revocation] = await calls();
    expect(revocation).toMatchObject({
      caller: 'token',
      method: 'POST',
      path: '/oauth/revoke',
      status: 200,
      error: null,
    });
    expect(await refused(token)).toMatchObject({ code: 'not-connected' });
  });

  it('is over before a disconnection takes the grant back, so that no token is left of it', async () => {
    await token();
    await expire();
    await settle();
    await standIn.control.setModes({ tokenEndpoint: 'slow', slowMs: 1_000 });
    const renewal = token();
    // The service has answered, and its answer is on its way.
    await eventually(async () => (await refreshes()) === 1);
    const { body } = await running.http
      .post(`${CONNECTIONS}/accounts/${connection.id}/disconnect`)
      .expect(200);
    expect(body.data.revocation).toBe('revoked');
    await renewal;
    // The newest first.
    const paths = (await calls()).map(({ path }) => path);
    expect(paths).toEqual(['/oauth/revoke', '/oauth/token', '/oauth/token']);
    expect(await stored()).toBeNull();
  });

  it('stores a new token before it is used, however long that takes, and never asks twice', async () => {
    const old = await token();
    await expire();
    await settle();
    // The table is gone: what cannot be stored is held.
    const { connection: db } = running.strapi.db;
    await db.raw(
      `CREATE TRIGGER refuse BEFORE UPDATE OF credentials ON ib_connections BEGIN SELECT RAISE(ABORT, 'full'); END`,
    );
    const renewal = token();
    let isThrough = false;
    void renewal.then(() => {
      isThrough = true;
    });
    await eventually(async () => (await refreshes()) === 1);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(isThrough).toBe(false);
    await db.raw('DROP TRIGGER refuse');
    expect(await renewal).not.toBe(old);
    expect(await refreshes()).toBe(1);
    expect(await familiesRevoked()).toBe(0);
  });

  // The last one: what it stops is not begun again.
  it('stores a new token while the process ends, where the database is away for a moment', async () => {
    const { connection: db } = running.strapi.db;
    await db.raw(
      `CREATE TRIGGER refuse BEFORE UPDATE OF credentials ON ib_connections BEGIN SELECT RAISE(ABORT, 'full'); END`,
    );
    const before = await stored();
    // After the trigger: the look that comes once a minute could renew it at this very moment.
    await expire();
    await settle();
    const renewal = token();
    await eventually(async () => (await refreshes()) === 1);
    const stopping = service().stop();
    await settle();
    expect(await stored()).toBe(before);
    await db.raw('DROP TRIGGER refuse');
    await stopping;
    await renewal;
    expect(await stored()).not.toBe(before);
  });

  async function stored(): Promise<string | null> {
    const row = await connectionsTable(running).where({ id: connection.id }).first();
    return (row as { credentials: string | null }).credentials;
  }
});

/** Until the copies in memory are compared with the database again. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 600));
