import { slackPaging } from '../slack-access';
import type { ApiClient } from '../../http/client/api-client';
import type { CallOptions } from '../../http/client/api-request';
import { type Fields, recordsOf } from './records';

export interface SlackChannel {
  id: string;
  name: string;
  is_private: boolean;
  is_archived: boolean;
  [field: string]: unknown;
}

export interface SlackUser {
  id: string;
  name: string;
  real_name?: string;
  deleted: boolean;
  is_bot: boolean;
  [field: string]: unknown;
}

export interface SlackMessage {
  /** Id of a channel; a name works for public ones. */
  channel: string;
  /** Shown in notifications where `blocks` are given. */
  text?: string;
  blocks?: unknown[];
  /** `ts` of the message that this one answers. */
  thread_ts?: string;
  [field: string]: unknown;
}

export interface SlackPosted {
  channel: string;
  /** Names the message within its channel. */
  ts: string;
  message: Fields;
  [field: string]: unknown;
}

/** Methods of Slack's Web API: <https://docs.slack.dev/reference/methods>. */
export const slackConnector = (client: ApiClient) => {
  function list<T>(path: string, recordsPath: string, options?: CallOptions) {
    return recordsOf(client.paginate<T>(path, { ...options, paging: slackPaging(recordsPath) }));
  }

  return {
    /** Public channels; `{ query: { types: 'public_channel,private_channel' } }` for those of the bot, too. */
    listChannels: (options?: CallOptions) =>
      list<SlackChannel>('/conversations.list', 'channels', options),
    listUsers: (options?: CallOptions) => list<SlackUser>('/users.list', 'members', options),
    async postMessage(message: SlackMessage, options?: CallOptions): Promise<SlackPosted> {
      return (await client.post<SlackPosted>('/chat.postMessage', message, options)).data;
    },
  };
};
