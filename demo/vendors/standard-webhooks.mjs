import { Webhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';

import { access } from './access.mjs';
import { randomId } from './random-id.mjs';

/** What a sender that uses Svix posts, under headers of its name. */
const SENT_BY_SVIX = ['email.delivered'];

/** Senders that sign by Standard Webhooks, with its own library and with that of Svix. */
export const standardWebhooks = {
  id: 'standard-webhooks',
  ...access['standard-webhooks'],
  signsBody: true,
  events: {
    'user.created': () => ({
      id: randomId('user_', 20),
      email: 'yusuf@example.com',
      name: 'Yusuf Demir',
    }),
    'invoice.paid': () => ({ id: randomId('inv_', 20), amount: 4600, currency: 'eur' }),
    'email.delivered': () => ({
      email_id: randomId('em_', 20),
      to: ['ines@example.com'],
      subject: 'Your parcel is on its way',
    }),
  },

  request(eventName, { url, secret, now }) {
    const isSvix = SENT_BY_SVIX.includes(eventName);
    const prefix = isSvix ? 'svix-' : 'webhook-';
    const webhook = isSvix ? new SvixWebhook(secret) : new Webhook(secret);
    const id = randomId('msg_', 24);
    const time = new Date(now);
    const body = JSON.stringify({
      type: eventName,
      timestamp: time.toISOString(),
      data: this.events[eventName](now),
    });
    return {
      url,
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        [`${prefix}id`]: id,
        [`${prefix}timestamp`]: String(Math.floor(now / 1000)),
        [`${prefix}signature`]: webhook.sign(id, time, body),
      },
      body,
    };
  },
};
