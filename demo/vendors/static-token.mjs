import { randomUUID } from 'node:crypto';

import { access } from './access.mjs';
import { randomHexId, randomNumber } from './random-id.mjs';

const { settings } = access['static-token'];

const HOOKS = { push: 'Push Hook', merge_request: 'Merge Request Hook', pipeline: 'Pipeline Hook' };

const project = {
  id: 4200,
  name: 'tram-times',
  path_with_namespace: 'harbour-press/tram-times',
  web_url: 'https://gitlab.com/harbour-press/tram-times',
  default_branch: 'main',
};

/** GitLab, which sends the token as it is: it proves who the sender is and nothing about the body. */
export const staticToken = {
  id: 'static-token',
  ...access['static-token'],
  signsBody: false,
  events: {
    push: () => ({
      object_kind: 'push',
      ref: 'refs/heads/main',
      checkout_sha: randomHexId('', 40),
      user_username: 'mara-lindqvist',
      total_commits_count: 1,
      commits: [{ id: randomHexId('', 40), title: 'Let line 4 wait for the ferry' }],
      project,
    }),
    merge_request: (now) => ({
      object_kind: 'merge_request',
      event_type: 'merge_request',
      user: { username: 'mara-lindqvist', name: 'Mara Lindqvist' },
      project,
      object_attributes: {
        id: randomNumber(9),
        iid: 27,
        title: 'Night lines',
        state: 'opened',
        action: 'open',
        source_branch: 'night-lines',
        target_branch: 'main',
        created_at: new Date(now).toISOString(),
      },
    }),
    pipeline: () => ({
      object_kind: 'pipeline',
      object_attributes: { id: randomNumber(9), ref: 'main', status: 'success', duration: 63 },
      project,
    }),
  },

  request(eventName, { url, secret, now }) {
    return {
      url,
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'GitLab/18.4.0',
        'X-Gitlab-Event': HOOKS[eventName],
        'X-Gitlab-Event-UUID': randomUUID(),
        'X-Gitlab-Webhook-UUID': '0b5b2e4e-7d0c-4f3b-9a55-de0000000001',
        [settings.idHeader]: randomUUID(),
        [settings.header]: settings.prefix + secret,
      },
      body: JSON.stringify(this.events[eventName](now)),
    };
  },
};
