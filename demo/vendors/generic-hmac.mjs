import { createHmac, randomUUID } from 'node:crypto';

import { access } from './access.mjs';

const { settings } = access['generic-hmac'];

/** A warehouse that nobody else knows, which signs the time and the body; see its settings for how. */
export const genericHmac = {
  id: 'generic-hmac',
  ...access['generic-hmac'],
  signsBody: true,
  events: {
    'stock.low': () => ({ sku: 'MUG-350', warehouse: 'Harbour', left: 3 }),
    'stock.refilled': () => ({ sku: 'MUG-350', warehouse: 'Harbour', left: 120 }),
  },

  request(eventName, { url, secret, now }) {
    const body = JSON.stringify({ event: eventName, ...this.events[eventName](now) });
    const timestamp = String(Math.floor(now / 1000));
    const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
    return {
      url,
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        [settings.idHeader]: randomUUID(),
        [settings.timestampHeader]: timestamp,
        [settings.header]: settings.prefix + signature,
      },
      body,
    };
  },
};
