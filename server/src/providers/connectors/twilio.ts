import type { ApiClient } from '../../http/client/api-client';
import type { CallOptions } from '../../http/client/api-request';
import { recordsOf } from './records';

export interface TwilioMessage {
  sid: string;
  to: string;
  from: string | null;
  body: string;
  status: string;
  direction: string;
  /** RFC 2822. */
  date_sent: string | null;
  error_code: number | null;
  error_message: string | null;
  [field: string]: unknown;
}

export interface OutgoingText {
  /** E.164: `+4930123456`; with `whatsapp:` before it for WhatsApp. */
  to: string;
  /** A number of the account; or a messaging service that chooses one. */
  from?: string;
  messagingServiceSid?: string;
  body?: string;
  /** Addresses of up to ten pictures that Twilio fetches. */
  mediaUrls?: string[];
  /** Whatever else Twilio takes, under its own names: `{ StatusCallback: 'https://…' }`. */
  more?: Record<string, string>;
}

/** Messages of Twilio: <https://www.twilio.com/docs/messaging/api/message-resource>. */
export const twilioConnector = (client: ApiClient) => ({
  /** Not repeated by itself after a failure, since Twilio would send it twice. */
  async sendMessage(message: OutgoingText, options?: CallOptions): Promise<TwilioMessage> {
    const { data } = await client.post<TwilioMessage>('/Messages.json', formOf(message), {
      ...options,
      headers: { ...options?.headers, 'content-type': 'application/x-www-form-urlencoded' },
    });
    return data;
  },

  /** @param options its query narrows the list: `{ To: '+4930123456', 'DateSent>': '2026-01-01' }` */
  listMessages: (options?: CallOptions) =>
    recordsOf(client.paginate<TwilioMessage>('/Messages.json', options)),
});

/** Written here, since Twilio wants a list as one name repeated, without brackets. */
function formOf({ to, from, messagingServiceSid, body, mediaUrls, more }: OutgoingText): string {
  const form = new URLSearchParams({ To: to, ...more });
  if (from !== undefined) form.set('From', from);
  if (messagingServiceSid !== undefined) form.set('MessagingServiceSid', messagingServiceSid);
  if (body !== undefined) form.set('Body', body);
  for (const url of mediaUrls ?? []) form.append('MediaUrl', url);
  return form.toString();
}
