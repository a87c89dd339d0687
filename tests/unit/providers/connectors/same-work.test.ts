import { Connection } from 'jsforce';
import Stripe from 'stripe';

import type { ApiClient } from '../../../../server/src/http/client/api-client';
import { githubConnector } from '../../../../server/src/providers/connectors/github';
import { salesforceConnector } from '../../../../server/src/providers/connectors/salesforce';
import { stripeConnector } from '../../../../server/src/providers/connectors/stripe';
import { loopbackForFile } from '../../../support/loopback-sender';
import { startStandIn, type StandIn } from '../../../support/stand-in';
import { clientAt } from '../../../support/vendors/client-at';

/*
 * The connectors over the real client do at a stand-in what the services' own libraries do there, which the stand-in is held
 * against itself.
 */

const { senderWith } = loopbackForFile();
let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn.stop());
beforeEach(() => standIn.control.reset());

const clientOf = (id: string, baseUrl: string, token: string): ApiClient =>
  clientAt(id, { sender: senderWith(), baseUrl, token: `Bearer ${token}` });

async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('Stripe', () => {
  const ours = () =>
    stripeConnector(clientOf('stripe', `${standIn.url}/stripe/v1`, 'sk_test_standin'));
  const theirs = () =>
    new Stripe('sk_test_standin', {
      host: '127.0.0.1',
      port: new URL(standIn.url).port,
      protocol: 'http',
      maxNetworkRetries: 0,
      telemetry: false,
    });

  it('reads what we wrote, nested as it was', async () => {
    const fields = {
      name: 'Inês & Söhne',
      address: { city: 'Porto', country: 'PT' },
      metadata: { 'shop id': '7' },
    };
    const { id } = await ours().createCustomer(fields);
    expect(await theirs().customers.retrieve(id)).toMatchObject(fields);
    await ours().updateCustomer(id, { metadata: { 'shop id': '', more: '1' } });
    expect((await theirs().customers.retrieve(id)) as object).toMatchObject({
      metadata: { more: '1' },
    });
    expect((await standIn.control.state()).stripeVersions).toContain('2026-10-28.endive');
  });

  it('has one effect of a repeated write with a key', async () => {
    const payment = { amount: 1450, currency: 'eur' };
    const options = { idempotencyKey: 'order-42' };
    const [first, second] = [
      await ours().createPaymentIntent(payment, options),
      await ours().createPaymentIntent(payment, options),
    ];
    expect(second.id).toBe(first.id);
  });

  it('lists the same, page by page', async () => {
    const own = (await allOf(ours().list('customers', { limit: 10 }))).map(({ id }) => id);
    const others: string[] = [];
    for await (const { id } of theirs().customers.list({ limit: 10 })) others.push(id);
    expect(own).toEqual(others);
    expect(own.length).toBeGreaterThan(10);
  });

  it('lists the subscriptions of a state and of a customer', async () => {
    const idsOf = async (items: AsyncIterable<{ id: string }>) =>
      (await allOf(items)).map(({ id }) => id);
    for (const filter of [
      { limit: 3 },
      { status: 'canceled' as const },
      { customer: 'cus_none' },
    ]) {
      const own = await idsOf(ours().listSubscriptions(filter));
      expect(own).toEqual(await idsOf(theirs().subscriptions.list(filter)));
      expect(own.length > 3).toBe('limit' in filter);
    }
  });

  it('says what is wrong in its own words', async () => {
    await expect(ours().retrieve('customers', 'cus_none')).rejects.toMatchObject({
      status: 404,
      message: expect.stringContaining('No such customer'),
    });
  });
});

it('GitHub lists issues by its links, and takes a new one', async () => {
  const ours = githubConnector(clientOf('github', `${standIn.url}/github`, 'ghp_standInToken'));
  const repository = 'harbour-press/tram-times';
  const all = await allOf(ours.listIssues(repository, { state: 'all', per_page: 30 }));
  expect(new Set(all.map(({ number }) => number)).size).toBe(75);
  const { number } = await ours.createIssue(repository, { title: 'A new one' });
  await ours.updateIssue(repository, number, { state: 'closed' });
  const [newest] = await allOf(ours.listIssues(repository, { state: 'all' }));
  expect(newest).toMatchObject({ number, title: 'A new one', state: 'closed' });
});

describe('Salesforce', () => {
  const token = '00Dxx0000001gER!standin';
  const ours = () =>
    salesforceConnector(
      clientOf('salesforce', `${standIn.url}/salesforce/services/data/v60.0`, token),
    );
  const theirs = () =>
    new Connection({
      instanceUrl: `${standIn.url}/salesforce`,
      accessToken: token,
      version: '60.0',
    });

  it('finds the same, over all pages', async () => {
    const { soql } = ours();
    const own = await ours().queryAll<{ Id: string }>(soql`SELECT Id FROM Contact`);
    const others = await theirs().query('SELECT Id FROM Contact', {
      autoFetch: true,
      maxFetch: 1_000,
    });
    expect(own.map(({ Id }) => Id)).toEqual(others.records.map(({ Id }) => Id));
    expect(own).toHaveLength(250);
  });

  it('takes any number of records in collections of 200', async () => {
    const records = Array.from({ length: 450 }, (_, n) => ({ Name: `Account ${n}` }));
    const results = await ours().createRecords('Account', records);
    expect(results).toHaveLength(450);
    const created = await theirs().query("SELECT COUNT() FROM Account WHERE Name LIKE 'Account %'");
    expect(created.totalSize).toBe(450);
  });

  it('creates a record by its external id, and updates it the next time', async () => {
    const upsert = (name: string) =>
      ours().upsertRecord('Account', 'External_Id__c', 'ext-1', { Name: name });
    expect(await upsert('First')).toMatchObject({ isCreated: true });
    expect(await upsert('Second')).toMatchObject({ isCreated: false });
    const found = await theirs().query("SELECT Name FROM Account WHERE External_Id__c = 'ext-1'");
    expect(found.records).toMatchObject([{ Name: 'Second' }]);
  });

  it('upserts any number by their external ids, as jsforce finds them', async () => {
    const records = (name: string, count: number) =>
      Array.from({ length: count }, (_, n) => ({
        Name: `${name} ${n}`,
        External_Id__c: `ext-${n}`,
      }));
    const upsert = (list: ReturnType<typeof records>) =>
      ours().upsertRecords('Account', 'External_Id__c', list);
    expect((await upsert(records('Ours', 250))).filter(({ created }) => created)).toHaveLength(250);
    const others = await theirs()
      .sobject('Account')
      .upsert(records('Theirs', 100), 'External_Id__c');
    const own = await upsert([...records('Ours again', 100), { Name: 'New', External_Id__c: 'n' }]);
    expect(own.slice(0, 100)).toEqual(others);
    expect(own[100]).toMatchObject({ success: true, created: true });
    const found = await theirs().query("SELECT COUNT() FROM Account WHERE Name LIKE 'Ours%'");
    expect(found.totalSize).toBe(250);
  });

  it('changes one record, and many of them, each with its result', async () => {
    const [one = '', two = '', three = ''] = await Promise.all(
      ['One', 'Two', 'Three'].map((Name) => ours().createRecord('Account', { Name })),
    );
    await ours().updateRecord('Account', one, { BillingCity: 'Porto' });
    const results = await ours().updateRecords('Account', [
      { id: two, BillingCity: 'Braga' },
      { id: three, Colour: 'red' },
    ]);
    expect(results).toMatchObject([
      { id: two, success: true, errors: [] },
      { success: false, errors: [{ statusCode: expect.stringMatching(/^[A-Z_]+$/) }] },
    ]);
    const found = await theirs().sobject('Account').retrieve([one, two, three]);
    expect(found.map(({ Name, BillingCity }) => [Name, BillingCity])).toEqual([
      ['One', 'Porto'],
      ['Two', 'Braga'],
      ['Three', null],
    ]);
  });

  it('describes an object by the same fields', async () => {
    const [own, other] = [await ours().describe('Account'), await theirs().describe('Account')];
    expect(own).toEqual(other);
    expect(own.fields).toContainEqual(
      expect.objectContaining({ name: 'External_Id__c', externalId: true }),
    );
  });

  it('answers several calls in one request', async () => {
    const client = clientOf('salesforce', `${standIn.url}/salesforce/services/data/v60.0`, token);
    const id = await ours().createRecord('Account', { Name: 'Batched' });
    const results = await client.batch([
      { method: 'GET', path: `/sobjects/Account/${id}` },
      { method: 'GET', path: '/sobjects/Account/001000000000000' },
    ]);
    expect(results[0]).toMatchObject({ status: 200, data: { Name: 'Batched' } });
    expect(results[1]?.status).toBe(404);
  });
});
