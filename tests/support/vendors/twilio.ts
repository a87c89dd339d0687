import { randomBytes } from 'node:crypto';

import { startVendor, type Vendor, type VendorAnswer, type VendorRequest } from './vendor-server';

export const ACCOUNT_SID = `AC${'0'.repeat(32)}`;

type Message = Record<string, unknown> & { sid: string };

const MESSAGES = `/2010-04-01/Accounts/${ACCOUNT_SID}/Messages`;
const DATE = 'Thu, 24 Aug 2023 05:01:45 +0000';

/** An account with 120 messages. */
export async function startTwilio(): Promise<Vendor & { password: string }> {
  const password = 'auth-token-of-the-account';
  const messages: Message[] = Array.from({ length: 120 }, (_, n) =>
    newMessage(`SM${String(n).padStart(32, '0')}`, { To: '+4930123456', Body: `Message ${n}` }),
  );
  const one = ({ params }: VendorRequest) => messages.find(({ sid }) => sid === params.sid);

  const routes: Record<string, (request: VendorRequest) => VendorAnswer> = {
    [`GET ${MESSAGES}.json`]: ({ query, path }) => {
      const size = Number(query.get('PageSize') ?? 50);
      const page = Number(query.get('Page') ?? 0);
      const to = query.get('To');
      const some = messages.filter((message) => to === null || message.to === to);
      const more = (page + 1) * size < some.length;
      const address = (number: number) => `${path}?PageSize=${size}&Page=${number}`;
      return {
        body: {
          page,
          page_size: size,
          uri: address(page),
          first_page_uri: address(0),
          next_page_uri: more ? address(page + 1) : null,
          previous_page_uri: null,
          messages: some.slice(page * size, (page + 1) * size),
        },
      };
    },
    [`GET ${MESSAGES}/{sid}.json`]: (request) => {
      const message = one(request);
      return message ? { body: message } : notFound(request);
    },
    [`POST ${MESSAGES}.json`]: ({ body }) => {
      const fields = Object.fromEntries(new URLSearchParams(body));
      if (!fields.To) return refused(21604, "A 'To' phone number is required.");
      if (!fields.From && !fields.MessagingServiceSid) {
        return refused(21603, "A 'From' phone number is required.");
      }
      const message = newMessage(`SM${randomBytes(16).toString('hex')}`, fields);
      messages.unshift(message);
      return { status: 201, body: message };
    },
    [`DELETE ${MESSAGES}/{sid}.json`]: (request) => {
      const message = one(request);
      if (!message) return notFound(request);
      messages.splice(messages.indexOf(message), 1);
      return { status: 204 };
    },
  };
  const basic = `Basic ${Buffer.from(`${ACCOUNT_SID}:${password}`).toString('base64')}`;
  const gated = Object.entries(routes).map(([route, answer]) => [
    route,
    (request: VendorRequest) =>
      request.headers.authorization === basic
        ? answer(request)
        : { status: 401, body: { code: 20003, message: 'Authenticate', status: 401 } },
  ]);
  return { ...(await startVendor(Object.fromEntries(gated))), password };
}

/** Fields by the names of requests, as a message has them. */
const newMessage = (
  sid: string,
  { To, From, Body = '', MessagingServiceSid }: Record<string, string>,
) => ({
  sid,
  account_sid: ACCOUNT_SID,
  to: To,
  from: From ?? null,
  messaging_service_sid: MessagingServiceSid ?? null,
  body: Body,
  status: 'queued',
  direction: 'outbound-api',
  num_segments: '1',
  num_media: '0',
  price: null,
  price_unit: 'USD',
  error_code: null,
  error_message: null,
  date_created: DATE,
  date_updated: DATE,
  date_sent: null,
  uri: `${MESSAGES}/${sid}.json`,
});

const refused = (code: number, message: string): VendorAnswer => ({
  status: 400,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status: 400 },
});

const notFound = ({ path }: VendorRequest): VendorAnswer => ({
  status: 404,
  body: { code: 20404, message: `The requested resource ${path} was not found`, status: 404 },
});
