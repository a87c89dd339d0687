import { WebClient } from '@slack/web-api';

import { withParameters } from '../../../../server/src/providers/resources/parameters';
import { loopbackForFile } from '../../../support/loopback-sender';
import { clientAt, listed, resourceOf } from '../../../support/vendors/client-at';
import { startSlack } from '../../../support/vendors/slack';

const { keep, senderWith } = loopbackForFile();
const CHANNEL = 'C001';

async function start() {
  const vendor = await keep(startSlack());
  const { url, token } = vendor;
  const client = clientAt('slack', {
    sender: senderWith(),
    baseUrl: `${url}/api`,
    token: `Bearer ${token}`,
  });
  const sdk = new WebClient(token, { slackApiUrl: `${url}/api/`, retryConfig: { retries: 0 } });
  return { ...vendor, client, sdk };
}

const messagesIn = (channel: string) =>
  withParameters(resourceOf('slack', 'messages'), { channel });

it('lists channels and users like Slack’s library', async () => {
  const { client, sdk } = await start();
  const [channels, users] = [resourceOf('slack', 'channels'), resourceOf('slack', 'users')];
  const theirs = await sdk.conversations.list();
  const own = await listed(channels, client);
  expect(own.records).toEqual(theirs.channels);
  const people = await listed(users, client);
  const members: unknown[] = [];
  for await (const page of sdk.paginate('users.list', { limit: 100 })) {
    members.push(...(page as unknown as { members: unknown[] }).members);
  }
  expect(people.records).toEqual(members);
  expect(people.positions).toHaveLength(2);
});

it('finds single ones, and says so where there is none', async () => {
  const { client, sdk } = await start();
  const [channels, users] = [resourceOf('slack', 'channels'), resourceOf('slack', 'users')];
  expect(await channels.get?.(client, 'C001')).toMatchObject({ name: 'news' });
  expect(await users.get?.(client, 'U7')).toMatchObject({ name: 'person-7' });
  expect(await channels.get?.(client, 'C999')).toBeNull();
  expect(await users.get?.(client, 'C001')).toBeNull();
  await expect(sdk.users.info({ user: 'C001' })).rejects.toMatchObject({
    data: { error: 'user_not_found' },
  });
  expect([channels.create, users.update]).toEqual([undefined, undefined]);
});

it('posts, changes and deletes a message that the library sees', async () => {
  const { client, sdk } = await start();
  const messages = messagesIn(CHANNEL);
  const made = (await messages.create?.(client, { text: 'A new <!channel> & more' }, {})) as {
    ts: string;
  };
  expect(made).toMatchObject({ text: 'A new <!channel> & more', posted_at: expect.any(String) });
  const latest = async () =>
    (await sdk.conversations.history({ channel: CHANNEL, limit: 1 })).messages?.[0];
  expect(await latest()).toMatchObject({ ts: made.ts, text: 'A new &lt;!channel&gt; &amp; more' });
  expect(await messages.get?.(client, made.ts)).toMatchObject({ text: 'A new <!channel> & more' });

  expect(await messages.update?.(client, made.ts, { text: 'Old' }, {})).toMatchObject({
    text: 'Old',
  });
  expect(JSON.stringify((await latest())?.blocks)).toContain('"Old"');
  await messages.delete?.(client, made.ts, {});
  expect(await messages.get?.(client, made.ts)).toBeNull();
  expect(await messages.update?.(client, made.ts, { text: 'x' }, {})).toBeNull();
  await expect(messages.delete?.(client, made.ts, {})).resolves.toBeUndefined();
});

it('lists what the app itself has written, and nothing of others', async () => {
  const { client } = await start();
  const { records } = await listed(messagesIn(CHANNEL), client);
  expect(records).toMatchObject([
    { ts: '1767000003.000100', text: 'Fish & chips', posted_at: '2025-12-29T09:20:03.000Z' },
  ]);
  expect(await messagesIn(CHANNEL).get?.(client, '1767000002.000100')).toBeNull();
});

it('tells what is wrong with a message from what is wrong with the channel', async () => {
  const { client } = await start();
  const long = { text: 'x'.repeat(40_001) };
  await expect(messagesIn(CHANNEL).create?.(client, long, {})).rejects.toMatchObject({
    status: 422,
    message: expect.stringContaining('msg_too_long'),
  });
  const others = messagesIn(CHANNEL).update?.(client, '1767000002.000100', { text: 'x' }, {});
  await expect(others).rejects.toMatchObject({ status: 422 });
  await expect(messagesIn('C999').create?.(client, { text: 'x' }, {})).rejects.toMatchObject({
    status: 200,
    message: expect.stringContaining('channel_not_found'),
  });
});
