import { access } from './access.mjs';
import { randomId } from './random-id.mjs';

const parcel = (status) => (now) => ({
  carrier: 'Harbour Parcels',
  tracking: randomId('HP', 12).toUpperCase(),
  status,
  at: new Date(now).toISOString(),
});

/** A carrier that signs in with a user name and a password: they prove who it is and nothing about the body. */
export const basicAuth = {
  id: 'basic-auth',
  ...access['basic-auth'],
  signsBody: false,
  events: {
    'parcel.shipped': parcel('shipped'),
    'parcel.delivered': parcel('delivered'),
  },

  request(eventName, { url, secret, now }) {
    return {
      url,
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Basic ${Buffer.from(secret).toString('base64')}`,
      },
      body: JSON.stringify({
        id: randomId('pcl_', 20),
        type: eventName,
        parcel: this.events[eventName](now),
      }),
    };
  },
};
