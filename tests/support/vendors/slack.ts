import { startVendor, type Vendor, type VendorAnswer, type VendorRequest } from './vendor-server';

type Parameters = Record<string, unknown>;

interface Message {
  type: 'message';
  ts: string;
  user: string;
  text: string;
  subtype?: string;
  blocks?: unknown[];
}

const BOT = 'U0BOT';

/** A workspace with three channels, 250 people, and a channel in which people and the app have written. */
export async function startSlack(): Promise<Vendor & { token: string; history: Message[] }> {
  const token = 'xoxb-resources';
  const channels = ['general', 'news', 'random'].map((name, n) => ({
    id: `C00${n}`,
    name,
    is_archived: name === 'random',
    is_private: false,
    created: 1_767_000_000,
    updated: 1_767_000_000_123,
  }));
  const users = Array.from({ length: 250 }, (_, n) => ({
    id: `U${n}`,
    name: `person-${n}`,
    deleted: n % 50 === 0,
    is_bot: false,
    profile: { display_name: `Person ${n}` },
    updated: 1_767_000_000,
  }));
  /** The newest first, as Slack keeps it. */
  const history: Message[] = [
    { type: 'message', ts: '1767000003.000100', user: BOT, text: 'Fish &amp; chips' },
    { type: 'message', ts: '1767000002.000100', user: 'U1', text: 'Hello' },
    {
      type: 'message',
      subtype: 'channel_join',
      ts: '1767000001.000100',
      user: BOT,
      text: `<@${BOT}> has joined the channel`,
    },
  ];
  let last = 1_767_000_010;

  const methods: Record<string, (parameters: Parameters) => object> = {
    'auth.test': () => ({ team: 'Acme', team_id: 'T1', user: 'app', user_id: BOT, bot_id: 'B1' }),
    'conversations.list': (parameters) => pageOf(parameters, 'channels', channels),
    'conversations.info': ({ channel }) => {
      const found = channels.find(({ id }) => id === channel);
      return found ? { channel: found } : { error: 'channel_not_found' };
    },
    'users.list': (parameters) => pageOf(parameters, 'members', users),
    'users.info': ({ user }) => {
      const found = users.find(({ id }) => id === user);
      return found ? { user: found } : { error: 'user_not_found' };
    },
    'conversations.history': (parameters) => {
      if (!isChannel(parameters)) return { error: 'channel_not_found' };
      const { latest = '9', oldest = '0', inclusive } = parameters;
      const isInclusive = String(inclusive) === 'true' || inclusive === '1';
      const some = history.filter(({ ts }) =>
        isInclusive
          ? ts >= String(oldest) && ts <= String(latest)
          : ts > String(oldest) && ts < String(latest),
      );
      return pageOf(parameters, 'messages', some);
    },
    'chat.postMessage': (parameters) => {
      if (!isChannel(parameters)) return { error: 'channel_not_found' };
      const problem = problemOf(parameters.text);
      if (problem) return { error: problem };
      const ts = `${(last += 1)}.000100`;
      const text = String(parameters.text);
      const message: Message = { type: 'message', ts, user: BOT, text, blocks: [richText(text)] };
      history.unshift(message);
      return { channel: parameters.channel, ts, message };
    },
    'chat.update': (parameters) => {
      const message = messageOf(parameters);
      if (typeof message === 'string') return { error: message };
      const problem = problemOf(parameters.text);
      if (problem) return { error: problem };
      message.text = String(parameters.text);
      // Without `blocks`, those that there were stay, and are what is shown.
      if (parameters.blocks !== undefined) message.blocks = [richText(message.text)];
      return { channel: parameters.channel, ts: message.ts, text: message.text, message };
    },
    'chat.delete': (parameters) => {
      const message = messageOf(parameters, 'cant_delete_message');
      if (typeof message === 'string') return { error: message };
      history.splice(history.indexOf(message), 1);
      return { channel: parameters.channel, ts: message.ts };
    },
  };

  const isChannel = ({ channel }: Parameters) => channels.some(({ id }) => id === channel);
  const messageOf = ({ ts }: Parameters, refusal = 'cant_update_message'): Message | string => {
    const message = history.find((each) => each.ts === ts);
    return message ? (message.user === BOT ? message : refusal) : 'message_not_found';
  };

  function answer(request: VendorRequest): VendorAnswer {
    const parameters = parametersOf(request);
    const { authorization } = request.headers;
    if (authorization !== `Bearer ${token}` && parameters.token !== token) {
      return { body: { ok: false, error: 'invalid_auth' } };
    }
    const method = methods[request.params.method ?? ''];
    const result = method ? method(parameters) : { error: 'unknown_method' };
    return { body: { ok: !('error' in result), ...result } };
  }
  const vendor = await startVendor({ 'GET /api/{method}': answer, 'POST /api/{method}': answer });
  return { ...vendor, token, history };
}

/** Slack takes a query, a form and, of methods that write, JSON. */
function parametersOf({ query, headers, body }: VendorRequest): Parameters {
  const isJson = headers['content-type']?.startsWith('application/json') === true;
  const given = isJson
    ? (JSON.parse(body) as Parameters)
    : Object.fromEntries(new URLSearchParams(body));
  return { ...Object.fromEntries(query), ...given };
}

function pageOf(parameters: Parameters, name: string, records: unknown[]): object {
  const start = Number(parameters.cursor ?? 0) || 0;
  const end = start + Number(parameters.limit ?? 100);
  return {
    [name]: records.slice(start, end),
    response_metadata: { next_cursor: end < records.length ? String(end) : '' },
  };
}

function problemOf(text: unknown): string | null {
  if (typeof text !== 'string' || text === '') return 'no_text';
  return text.length > 40_000 ? 'msg_too_long' : null;
}

const richText = (text: string) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
});
