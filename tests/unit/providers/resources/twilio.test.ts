import twilio from 'twilio';
import RequestClient from 'twilio/lib/base/RequestClient';

import { loopbackForFile } from '../../../support/loopback-sender';
import { clientAt, listed, resourceOf } from '../../../support/vendors/client-at';
import { ACCOUNT_SID, startTwilio } from '../../../support/vendors/twilio';

const { keep, senderWith } = loopbackForFile();
const messages = resourceOf('twilio', 'messages');

async function start() {
  const vendor = await keep(startTwilio());
  const { url, password } = vendor;
  const client = clientAt('twilio', {
    sender: senderWith(),
    baseUrl: `${url}/2010-04-01/Accounts/${ACCOUNT_SID}`,
    token: `Basic ${Buffer.from(`${ACCOUNT_SID}:${password}`).toString('base64')}`,
  });
  const httpClient = new RequestClient();
  const request = httpClient.request.bind(httpClient);
  httpClient.request = (options) =>
    request({ ...options, uri: options.uri.replace('https://api.twilio.com', url) });
  const sdk = twilio(ACCOUNT_SID, password, { httpClient });
  return { ...vendor, client, sdk };
}

it('lists messages over all pages, like Twilio’s library', async () => {
  const { client, sdk } = await start();
  const { records, positions } = await listed(messages, client);
  const theirs = await sdk.messages.list({ pageSize: 50 });
  expect(records.map(({ sid }) => sid)).toEqual(theirs.map(({ sid }) => sid));
  expect(records).toHaveLength(120);
  expect(records[0]).toMatchObject({ date_created: '2023-08-24T05:01:45.000Z', date_sent: null });
  expect(records[0]?.date_created).toBe(theirs[0]?.dateCreated.toISOString());
  const rest = await listed(messages, client, { position: positions[0]! });
  expect(rest.records).toEqual(records.slice(100));
  const none = await listed(messages, client, { filter: { To: '+49301' } });
  expect(none.records).toEqual([]);
});

it('sends a message as a form, under Twilio’s names, that the library reads', async () => {
  const { client, sdk, requests } = await start();
  const record = { to: '+4930123456', from: '+4930654321', body: 'Ahoi & hello', status: 'sent' };
  const made = (await messages.create?.(client, record, {})) as { sid: string };
  expect(made).toMatchObject({ body: 'Ahoi & hello', status: 'queued' });
  const { headers, body } = requests.at(-1)!;
  expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
    To: '+4930123456',
    From: '+4930654321',
    Body: 'Ahoi & hello',
  });
  expect((await sdk.messages(made.sid).fetch()).body).toBe('Ahoi & hello');
  expect(await messages.get?.(client, made.sid)).toEqual(made);
});

it('deletes a message, and changes none', async () => {
  const { client } = await start();
  const { sid } = (await listed<{ sid: string }>(messages, client)).records[0]!;
  await messages.delete?.(client, sid, {});
  expect(await messages.get?.(client, sid)).toBeNull();
  await expect(messages.delete?.(client, sid, {})).resolves.toBeUndefined();
  expect([messages.update, messages.isIncremental, messages.isIdempotent]).toEqual([
    undefined,
    false,
    undefined,
  ]);
});

it('says what Twilio misses', async () => {
  const { client } = await start();
  await expect(messages.create?.(client, { to: '+4930' }, {})).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('21603'),
  });
});
