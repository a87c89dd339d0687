import type { ApiClient } from '../../http/client/api-client';
import { CREATE_ONLY, fieldsOf, READ_ONLY, REQUIRED } from './fields-of';
import { defineResource, type RecordOptions, type Resource } from './resource';
import { restResource } from './rest-resource';

/** What is taken when a message is sent, by the names that answers have and those that requests have. */
const SENT: Record<string, string> = {
  to: 'To',
  from: 'From',
  messaging_service_sid: 'MessagingServiceSid',
  body: 'Body',
};
/** Twilio writes times by RFC 2822: "Thu, 24 Aug 2023 05:01:45 +0000". */
const TIMES = ['date_created', 'date_sent', 'date_updated'];

const messages = restResource({
  id: 'messages',
  name: 'Messages',
  fields: [
    ...fieldsOf({ text: ['to'] }, { ...REQUIRED, ...CREATE_ONLY }),
    ...fieldsOf({ text: ['from', 'messaging_service_sid', 'body'] }, CREATE_ONLY),
    ...fieldsOf(
      {
        text: ['sid', 'status', 'direction', 'error_message', 'price_unit'],
        number: ['error_code', 'num_segments', 'num_media', 'price'],
        datetime: TIMES,
      },
      READ_ONLY,
    ),
  ],
  idPath: 'sid',
  changedAtPath: 'date_updated',
  list: { path: '/Messages.json' },
  get: { method: 'GET', path: '/Messages/{id}.json' },
  delete: { method: 'DELETE', path: '/Messages/{id}.json' },
});

/**
 * Messages of Twilio, sent and received. One that was sent is not changed; it can be deleted once it has arrived or failed.
 * Twilio knows no idempotency keys here, and can be asked for messages by when they were sent, not by when they changed.
 *
 * @see https://www.twilio.com/docs/messaging/api/message-resource
 */
const twilioMessages = defineResource({
  ...messages,
  async *list(client, options) {
    for await (const { records, position } of messages.list(client, options)) {
      yield { records: records.map(recordOf), position };
    }
  },
  async get(client: ApiClient, id: string, options?: RecordOptions) {
    const message = await messages.get?.(client, id, options);
    return message ? recordOf(message) : null;
  },
  async create(client: ApiClient, record: object) {
    const fields = Object.entries(record).flatMap(([name, value]) => {
      const sentAs = Object.hasOwn(SENT, name) ? SENT[name] : undefined;
      return sentAs === undefined || value === null ? [] : [[sentAs, value] as const];
    });
    const { data } = await client.post('/Messages.json', Object.fromEntries(fields));
    return recordOf(data);
  },
});

function recordOf(message: unknown): object {
  const record = { ...(message as Record<string, unknown>) };
  for (const name of TIMES) {
    const time = record[name];
    if (typeof time === 'string') record[name] = new Date(time).toISOString();
  }
  return record;
}

export const twilioResources: Resource[] = [twilioMessages];
