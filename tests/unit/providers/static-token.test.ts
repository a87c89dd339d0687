import { readEvents } from '../../../server/src/incoming/receiving/read-events';
import { staticToken } from '../../../server/src/providers/static-token';
import { isGenuine, verifyWith, webhookOf, webhookRequest } from '../../support/webhook-request';

/** What the guide says for the push channels of Google. */
const OF_GOOGLE = {
  header: 'X-Goog-Channel-Token',
  prefix: '',
  idHeader: 'X-Goog-Message-Number',
  typeHeader: 'X-Goog-Resource-State',
};

/** Has no body, as most have none. */
const message = (token: string) => ({
  body: '',
  headers: {
    'content-length': '0',
    'x-goog-channel-id': '4ba78bf0-6a47-11e2-bcfd-0800200c9a66',
    'x-goog-channel-token': token,
    'x-goog-channel-expiration': 'Tue, 19 Nov 2013 01:13:52 GMT',
    'x-goog-message-number': '10',
    'x-goog-resource-id': 'ret08u3rv24htgh289g',
    'x-goog-resource-state': 'exists',
  },
});

describe('a message of a push channel of Google', () => {
  const secrets = ['token of the channel'];
  const isTaken = (token: string) =>
    isGenuine(verifyWith(staticToken, message(token), { secrets, settings: OF_GOOGLE }));

  it('is genuine with the token of the channel alone', () => {
    expect(isTaken('token of the channel')).toBe(true);
    expect(isTaken('token of another channel')).toBe(false);
  });

  it('tells its number and what has happened in its headers', () => {
    const webhook = webhookOf(staticToken);
    const settings = webhook.settings?.parse(OF_GOOGLE) ?? {};
    const events = readEvents(webhook, webhookRequest(message('t')), settings);
    expect(events).toMatchObject([{ eventId: '10', eventType: 'exists', payload: null }]);
  });
});
