import { calendar } from '@googleapis/calendar';

import { withParameters } from '../../../../server/src/providers/resources/parameters';
import { loopbackForFile } from '../../../support/loopback-sender';
import { clientAt, listed, resourceOf } from '../../../support/vendors/client-at';
import { CALENDAR, startGoogle } from '../../../support/vendors/google';

const { keep, senderWith } = loopbackForFile();
const events = withParameters(resourceOf('google', 'events'), { calendarId: CALENDAR });

async function start() {
  const vendor = await keep(startGoogle());
  const { url, token } = vendor;
  const client = clientAt('google', {
    sender: senderWith(),
    baseUrl: url,
    token: `Bearer ${token}`,
  });
  const sdk = calendar({
    version: 'v3',
    rootUrl: `${url}/`,
    headers: { authorization: `Bearer ${token}` },
    // Its own comes as an ES module, which jest here does not load.
    fetchImplementation: fetch,
  });
  return { ...vendor, client, sdk };
}

it('lists events over all pages, like Google’s library', async () => {
  const { client, sdk } = await start();
  const { records, positions } = await listed(events, client);
  const ids: unknown[] = [];
  let pageToken: string | undefined;
  do {
    const { data } = await sdk.events.list({
      calendarId: CALENDAR,
      ...(pageToken && { pageToken }),
    });
    ids.push(...(data.items ?? []).map(({ id }) => id));
    pageToken = data.nextPageToken ?? undefined;
  } while (pageToken);
  expect(records.map(({ id }) => id)).toEqual(ids);
  expect(records).toHaveLength(259);
  expect(positions).toEqual(['250', null]);
});

it('lists what was changed since a time, without what was deleted', async () => {
  const { client, requests } = await start();
  const since = Date.UTC(2026, 9, 1, 0, 5);
  const { records } = await listed(events, client, { since });
  expect(records.map(({ id }) => id)).not.toContain('event7');
  expect(records).toHaveLength(254);
  expect(requests[0]?.query.get('updatedMin')).toBe('2026-10-01T00:05:00.000Z');
});

it('lists all events where Google does not know changes that old', async () => {
  const { client, requests } = await start();
  const { records } = await listed(events, client, { since: Date.UTC(2025, 0, 1) });
  expect(records).toHaveLength(259);
  expect(requests.map(({ query }) => query.has('updatedMin'))).toEqual([true, false, false]);
});

it('makes, changes and deletes an event that the library sees', async () => {
  const { client, sdk } = await start();
  const time = (hour: number) => ({ dateTime: `2026-12-01T${hour}:00:00Z` });
  const record = { summary: 'Launch', start: time(10), end: time(11) };
  const made = (await events.create?.(client, record, {})) as { id: string };
  const theirs = () => sdk.events.get({ calendarId: CALENDAR, eventId: made.id });
  expect((await theirs()).data).toMatchObject(record);
  expect(await events.update?.(client, made.id, { summary: 'Party' }, {})).toMatchObject({
    summary: 'Party',
    start: time(10),
  });
  await events.delete?.(client, made.id, {});
  expect((await theirs()).data.status).toBe('cancelled');
  expect(await events.get?.(client, made.id)).toBeNull();
  await expect(events.delete?.(client, made.id, {})).resolves.toBeUndefined();
  await expect(events.create?.(client, { summary: 'x' }, {})).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('Missing start time'),
  });
});

it('finds nothing in a calendar that there is not', async () => {
  const { client } = await start();
  const others = withParameters(resourceOf('google', 'events'), { calendarId: 'a/b@example.com' });
  await expect(listed(others, client)).rejects.toMatchObject({ status: 404 });
});
