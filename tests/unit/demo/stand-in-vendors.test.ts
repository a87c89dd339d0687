import { Connection } from 'jsforce';
import Stripe from 'stripe';

import { runCheck } from '../../support/stand-in-checks/run-check';
import { type StandIn, startStandIn } from '../../support/stand-in';

let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn.stop());
beforeEach(() => standIn.control.reset());

describe("the stand-in's Stripe, used by Stripe's library", () => {
  const clientWith = (key: string) =>
    new Stripe(key, {
      host: '127.0.0.1',
      port: new URL(standIn.url).port,
      protocol: 'http',
      maxNetworkRetries: 0,
      telemetry: false,
    });
  let stripe: Stripe;
  beforeEach(() => {
    stripe = clientWith('sk_test_standin');
  });

  it('creates and reads a customer with metadata', async () => {
    const { id } = await stripe.customers.create({
      name: 'Inês & Söhne',
      address: { city: 'Porto', country: 'PT' },
      metadata: { 'shop id': '7', note: 'y' },
    });
    expect(await stripe.customers.retrieve(id)).toMatchObject({
      id,
      object: 'customer',
      name: 'Inês & Söhne',
      address: { city: 'Porto', country: 'PT' },
      metadata: { 'shop id': '7', note: 'y' },
    });
    await stripe.customers.update(id, { metadata: { 'shop id': '', more: '1' } });
    expect(await stripe.customers.retrieve(id)).toMatchObject({
      metadata: { note: 'y', more: '1' },
    });
  });

  it('lists in pages, the newest first', async () => {
    const first = await stripe.customers.list({ limit: 10 });
    expect(first).toMatchObject({ has_more: true, data: { length: 10 } });
    const ids = [];
    for await (const { id } of stripe.customers.list({ limit: 10 })) {
      ids.push(id);
      // A list that leads back to its first page would go on for ever.
      if (ids.length > 100) break;
    }
    expect(new Set(ids).size).toBe(25);
    expect(ids).toEqual([...ids].sort().reverse());
    const missing = stripe.customers.list({ starting_after: 'cus_none' });
    await expect(missing).rejects.toMatchObject({ code: 'resource_missing' });
  });

  it('does once what an idempotency key asks for', async () => {
    const options = { idempotencyKey: 'key-1' };
    const intent = { amount: 1200, currency: 'eur' };
    const first = await stripe.paymentIntents.create(intent, options);
    expect(first).toMatchObject({ amount: 1200, status: 'requires_payment_method' });
    const second = await stripe.paymentIntents.create(intent, options);
    expect(second.id).toBe(first.id);
    const other = stripe.paymentIntents.create({ ...intent, amount: 1 }, options);
    await expect(other).rejects.toMatchObject({ type: 'StripeIdempotencyError' });
    expect((await standIn.control.counters()).replays).toBe(1);
  });

  it('leaves out canceled subscriptions unless it is asked for them', async () => {
    const live = await stripe.subscriptions.list({ limit: 100 });
    const all = await stripe.subscriptions.list({ limit: 100, status: 'all' });
    expect([live.data.length, all.data.length]).toEqual([11, 14]);
  });

  it('fails as Stripe does', async () => {
    await expect(stripe.customers.retrieve('cus_none')).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      statusCode: 404,
      message: "No such customer: 'cus_none'",
    });
    await expect(
      stripe.paymentIntents.create({ amount: 1.5, currency: 'eur' }),
    ).rejects.toMatchObject({ code: 'parameter_invalid_integer', param: 'amount' });
    await expect(clientWith('sk_live_x').accounts.retrieveCurrent()).rejects.toMatchObject({
      type: 'StripeAuthenticationError',
    });
    await standIn.control.setModes({ rateLimit: { calls: 0, perMs: 60_000 } });
    await expect(stripe.customers.list()).rejects.toMatchObject({ type: 'StripeRateLimitError' });
  });

  it('records the version, and takes the key as a user name', async () => {
    await stripe.accounts.retrieveCurrent();
    expect((await standIn.control.state()).stripeVersions).toEqual([Stripe.API_VERSION]);
    const headers = { authorization: `Basic ${btoa('sk_test_standin:')}` };
    const response = await fetch(`${standIn.url}/stripe/v1/customers?limit=1`, { headers });
    expect(response.status).toBe(200);
  });
});

it("is a GitHub to GitHub's library", async () => {
  expect(await runCheck('octokit', [standIn.url])).toEqual({
    login: 'mara-lindqvist',
    count: 75,
    distinct: 75,
    openCount: 60,
    again: 304,
    // The answer of 304 between the two has cost nothing.
    remaining: [4994, 4993],
    created: { status: 201, title: 'A new one' },
    closed: 'closed',
    afterwards: { status: 200, newest: 'A new one' },
    missingTitle: 422,
    missingRepository: 404,
    stranger: 401,
  });
});

describe("the stand-in's Salesforce, used by jsforce", () => {
  let salesforce: Connection;
  beforeEach(() => {
    salesforce = new Connection({
      instanceUrl: `${standIn.url}/salesforce`,
      accessToken: '00Dxx0000001gER!standin',
      version: '60.0',
    });
  });

  it('finds in pages, wholly or by a condition', async () => {
    const first = await salesforce.request('/query?q=SELECT+Id+FROM+Contact');
    expect(first).toMatchObject({
      totalSize: 250,
      done: false,
      records: { length: 100 },
      nextRecordsUrl: expect.stringMatching(/^\/services\/data\/v60\.0\/query\/01g\w+-100$/),
    });
    const all = await salesforce.query('SELECT Id FROM Contact').execute({ autoFetch: true });
    expect(new Set(all.records.map(({ Id }) => Id)).size).toBe(250);

    const some = await salesforce
      .sobject('Contact')
      .find({ LastName: "O'Brien", External_Id__c: { $like: 'C-1%' } }, ['Id', 'LastName'])
      .execute();
    expect(some.length).toBeGreaterThan(1);
    expect(new Set(some.map(({ LastName }) => LastName as string))).toEqual(new Set(["O'Brien"]));
  });

  it('goes on behind the last record of a time', async () => {
    const [last] = (
      await salesforce.query(
        'SELECT Id, SystemModstamp FROM Contact ORDER BY Id LIMIT 1 OFFSET 239',
      )
    ).records;
    const stamp = last!.SystemModstamp as string;
    const { totalSize } = await salesforce.query(
      `SELECT Id FROM Contact WHERE SystemModstamp > ${stamp} OR (SystemModstamp = ${stamp} AND Id > '${last!.Id}') ORDER BY SystemModstamp, Id`,
    );
    expect(totalSize).toBe(10);
    const count = await salesforce.query('SELECT COUNT() FROM Contact WHERE Email != null');
    expect(count).toMatchObject({ totalSize: 250, records: [] });
  });

  it('creates, changes, finds and removes a record', async () => {
    const contacts = salesforce.sobject('Contact');
    const { id } = await contacts.create({ LastName: 'Sørensen', External_Id__c: 'S-1' });
    await contacts.update({ Id: id!, FirstName: 'Åse' });
    expect(await contacts.retrieve(id!)).toMatchObject({ FirstName: 'Åse', LastName: 'Sørensen' });
    expect(await contacts.retrieve(id!.slice(0, 15))).toMatchObject({ Id: id });
    expect(await contacts.destroy(id!)).toMatchObject({ success: true });
    await expect(contacts.retrieve(id!)).rejects.toMatchObject({ errorCode: 'NOT_FOUND' });
  });

  it('upserts by an external id', async () => {
    const contacts = salesforce.sobject('Contact');
    const before = await contacts.upsert(
      { External_Id__c: 'C-1', LastName: 'X' },
      'External_Id__c',
    );
    const after = await contacts.upsert({ External_Id__c: 'N-1', LastName: 'Y' }, 'External_Id__c');
    expect([before, after]).toMatchObject([{ created: false }, { created: true }]);
    const { totalSize } = await salesforce.query('SELECT Id FROM Contact');
    expect(totalSize).toBe(251);
  });

  it('takes up to 200 records at once, each with its own result', async () => {
    const products = salesforce.sobject('Product2');
    const records = Array.from({ length: 200 }, (_, index) => ({ Name: `Product ${index}` }));
    const created = await products.create(records);
    expect(created.every(({ success }) => success)).toBe(true);

    const [good, bad] = await products.update([
      { Id: created[0]!.id!, ProductCode: 'A' },
      { Id: '01tHp0000000000000', ProductCode: 'B' },
    ]);
    expect(good).toMatchObject({ success: true });
    expect(bad).toMatchObject({
      success: false,
      errors: [{ statusCode: 'INVALID_CROSS_REFERENCE_KEY' }],
    });
    const tooMany = salesforce.requestPost('/composite/sobjects', {
      records: [...records, { Name: 'x' }],
    });
    await expect(tooMany).rejects.toMatchObject({ errorCode: 'EXCEEDED_ID_LIMIT' });
  });

  it('does all or nothing where that is asked for', async () => {
    const records = [{ Name: 'Good' }, { ProductCode: 'without a name' }];
    const results = await salesforce.sobject('Product2').create(records, { allOrNone: true });
    expect(results).toMatchObject([
      { success: false, errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK' }] },
      { success: false, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', fields: ['Name'] }] },
    ]);
    const { totalSize } = await salesforce.query('SELECT Id FROM Product2');
    expect(totalSize).toBe(0);
  });

  it('answers several requests in one', async () => {
    const before = (await standIn.control.counters()).vendorCalls.salesforce;
    const batch = await salesforce.requestPost('/composite/batch', {
      haltOnError: true,
      batchRequests: [
        { method: 'GET', url: 'v60.0/query?q=SELECT+Id+FROM+Account' },
        { method: 'POST', url: 'v60.0/sobjects/Contact', richInput: {} },
        { method: 'GET', url: 'v60.0/limits' },
      ],
    });
    expect(batch).toMatchObject({
      hasErrors: true,
      results: [
        { statusCode: 200, result: { totalSize: 2 } },
        { statusCode: 400, result: [{ errorCode: 'REQUIRED_FIELD_MISSING' }] },
        { statusCode: 412, result: [{ errorCode: 'BATCH_PROCESSING_HALTED' }] },
      ],
    });
    expect((await standIn.control.counters()).vendorCalls.salesforce).toBe(before + 1);
  });

  it('describes its objects and says how many calls are left', async () => {
    const { fields } = await salesforce.describe('Contact');
    expect(fields.find(({ name }) => name === 'LastName')).toMatchObject({ nillable: false });
    expect(fields.find(({ name }) => name === 'External_Id__c')).toMatchObject({
      externalId: true,
    });
    expect(salesforce.limitInfo.apiUsage).toEqual({ used: 1, limit: 15_000 });
  });

  it.each([
    ['SELECT Nothing FROM Contact', 'INVALID_FIELD'],
    ['SELECT Id FROM Ship', 'INVALID_TYPE'],
    ['SELECT Id FROM Contact GROUP BY Id', 'MALFORMED_QUERY'],
    ["SELECT Id FROM Contact WHERE Id LIKE 'a' b", 'MALFORMED_QUERY'],
  ])('refuses %s', async (soql, errorCode) => {
    await expect(salesforce.query(soql)).rejects.toMatchObject({ errorCode });
  });

  it('knows a session that it issued, and no other', async () => {
    const connectionWith = (accessToken: string) =>
      new Connection({ instanceUrl: standIn.url, accessToken, version: '60.0' });
    const { access_token: token } = await standIn.control.issueTokens();
    expect(await connectionWith(token).query('SELECT Id FROM Account')).toMatchObject({
      totalSize: 2,
    });
    const headers = { authorization: `Bearer ${token}` };
    const about = await fetch(`${standIn.url}/salesforce/services/oauth2/userinfo`, { headers });
    expect(await about.json()).toMatchObject({ organization_id: '00DHp000000DEMOMAQ' });
    await expect(connectionWith('wrong').query('SELECT Id FROM Account')).rejects.toMatchObject({
      errorCode: 'INVALID_SESSION_ID',
    });
  });
});
