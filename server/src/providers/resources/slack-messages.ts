import type { ApiClient } from '../../http/client/api-client';
import { valueAt } from '../../http/client/value-at';
import { slackPaging } from '../slack-access';
import { CREATE_ONLY, fieldsOf, READ_ONLY, REQUIRED } from './fields-of';
import { parameterOf } from './parameters';
import { defineResource, type ParameterValues } from './resource';
import { asRecordError, unlessMissing } from './slack-errors';

/**
 * Messages that this account has posted into a channel; nobody else's are listed, and Slack lets only these be changed.
 * Replies in threads are not listed. Reading them takes the scope `channels:history`, and `groups:history` in private
 * channels.
 *
 * A text is a text: characters that would mention people or everybody (`<!channel>`) are written as themselves.
 *
 * @see https://docs.slack.dev/reference/methods/conversations.history
 * @see https://docs.slack.dev/messaging/formatting-message-text
 */
export const slackMessages = defineResource({
  id: 'messages',
  name: 'Messages',
  parameters: [
    {
      name: 'channel',
      label: 'Channel',
      isRequired: true,
      description: 'Its id, as Slack shows it at the end of the channel’s details: C0123456789',
    },
  ],
  fields: [
    ...fieldsOf({ text: ['text'] }, REQUIRED),
    ...fieldsOf({ text: ['thread_ts'] }, CREATE_ONLY),
    ...fieldsOf({ text: ['ts', 'user'], datetime: ['posted_at'] }, READ_ONLY),
  ],
  idPath: 'ts',

  async *list(client, { parameters, filter, position, signal }) {
    const user = await ownId(client);
    const pages = client.paginate('/conversations.history', {
      query: { ...filter, channel: parameterOf(parameters, 'channel') },
      paging: slackPaging('messages'),
      ...(position !== undefined && { position }),
      ...(signal && { signal }),
      maxPages: Infinity,
      cache: false,
    });
    for await (const page of pages) {
      const records = page.records.filter((message) => isBy(user, message)).map(recordOf);
      yield { records, position: page.position };
    }
  },

  async get(client, id, options) {
    const channel = parameterOf(options?.parameters, 'channel');
    const query = { channel, latest: id, oldest: id, inclusive: true, limit: 1 };
    const [{ data }, user] = await Promise.all([
      client.get<{ messages?: unknown[] }>('/conversations.history', { query, cache: false }),
      ownId(client),
    ]);
    const found = data.messages?.find((message) => valueAt(message, 'ts') === id);
    return found !== undefined && isBy(user, found) ? recordOf(found) : null;
  },

  create: (client, record, { parameters }) =>
    write(client, '/chat.postMessage', record, { parameters }),

  update: (client, ts, changes, { parameters }) =>
    // What Slack has made of the text before would stay in sight.
    unlessMissing(
      write(client, '/chat.update', { ...changes, ts, blocks: [] }, { parameters }),
      'message_not_found',
    ),

  async delete(client, ts, { parameters }) {
    const message = { channel: parameterOf(parameters, 'channel'), ts };
    await unlessMissing(asRecordError(client.post('/chat.delete', message)), 'message_not_found');
  },
});

async function write(
  client: ApiClient,
  method: string,
  record: object,
  { parameters }: { parameters?: ParameterValues | undefined },
): Promise<unknown> {
  const channel = parameterOf(parameters, 'channel');
  const { text } = record as { text?: unknown };
  const body = { ...record, ...(typeof text === 'string' && { text: escaped(text) }), channel };
  const { data } = await asRecordError(client.post<{ ts: string; message: object }>(method, body));
  return recordOf({ ...data.message, ts: data.ts });
}

/** Who the token speaks for. */
async function ownId(client: ApiClient): Promise<string> {
  return (await client.post<{ user_id: string }>('/auth.test')).data.user_id;
}

/** Without those that Slack writes of its own accord, like "has joined the channel". */
function isBy(user: string, message: unknown): boolean {
  return valueAt(message, 'user') === user && valueAt(message, 'subtype') === undefined;
}

function recordOf(message: unknown): object {
  const { ts, text = '', ...rest } = message as { ts: string; text?: string };
  const postedAt = new Date(Number(ts) * 1000).toISOString();
  return { ...rest, ts, text: unescaped(text), posted_at: postedAt };
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const unescaped = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
