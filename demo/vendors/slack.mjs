import { createHmac } from 'node:crypto';

import { access } from './access.mjs';
import { randomId } from './random-id.mjs';

const TEAM = 'T0DEMOTEAM1';
const USER = 'U0DEMOUSER1';
const CHANNEL = 'C0DEMOCHAN1';

const seconds = (now) => Math.floor(now / 1000);

/** What the Events API wraps around an event. */
const eventCallback = (now, event) => ({
  token: 'demo-verification-token-1',
  team_id: TEAM,
  api_app_id: 'A0DEMOAPP01',
  event: { ...event, event_ts: `${seconds(now)}.000100` },
  type: 'event_callback',
  event_id: randomId('Ev', 9).toUpperCase(),
  event_time: seconds(now),
  authorizations: [{ enterprise_id: null, team_id: TEAM, user_id: USER, is_bot: true }],
  is_ext_shared_channel: false,
});

const text = (type, words) => (now) =>
  eventCallback(now, {
    type,
    user: USER,
    text: words,
    ts: `${seconds(now)}.000100`,
    channel: CHANNEL,
  });

/** The Events API as JSON, a slash command as a form, an interaction as a form that holds JSON. */
export const slack = {
  id: 'slack',
  ...access.slack,
  signsBody: true,
  events: {
    app_mention: text('app_mention', '<@U0DEMOBOT01> who writes about the ferry?'),
    message: text('message', 'The ferry is late again.'),
    team_join: (now) =>
      eventCallback(now, { type: 'team_join', user: { id: USER, name: 'yusuf', is_bot: false } }),
    '/article': () => ({
      command: '/article',
      text: 'the last tram',
      team_id: TEAM,
      team_domain: 'harbour-press',
      channel_id: CHANNEL,
      user_id: USER,
      user_name: 'yusuf',
      trigger_id: randomId('9.', 24),
    }),
    block_actions: () => ({
      type: 'block_actions',
      team: { id: TEAM, domain: 'harbour-press' },
      user: { id: USER, username: 'yusuf' },
      trigger_id: randomId('9.', 24),
      actions: [{ type: 'button', action_id: 'approve', value: 'article-42' }],
    }),
    url_verification: () => ({
      token: 'demo-verification-token-1',
      challenge: randomId('', 40),
      type: 'url_verification',
    }),
  },
  effects: {
    app_mention: 'The source passed it on to the receiver as slack.app_mention.',
    url_verification: 'The answer is the challenge, which is all that Slack wants to see.',
  },

  request(eventName, { url, secret, now }) {
    const { contentType, body } = encode(eventName, this.events[eventName](now));
    const timestamp = String(seconds(now));
    const content = `v0:${timestamp}:${body}`;
    return {
      url,
      method: 'POST',
      headers: {
        Accept: '*/*',
        'Content-Type': contentType,
        'User-Agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        'X-Slack-Request-Timestamp': timestamp,
        'X-Slack-Signature': `v0=${createHmac('sha256', secret).update(content).digest('hex')}`,
      },
      body,
    };
  },
};

function encode(eventName, payload) {
  const form = (fields) => ({
    contentType: 'application/x-www-form-urlencoded',
    body: new URLSearchParams(fields).toString(),
  });
  if (eventName.startsWith('/')) return form(payload);
  if (eventName === 'block_actions') return form({ payload: JSON.stringify(payload) });
  return { contentType: 'application/json', body: JSON.stringify(payload) };
}
