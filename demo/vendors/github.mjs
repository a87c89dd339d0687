import { createHmac, randomUUID } from 'node:crypto';

import { access } from './access.mjs';
import { randomHexId, randomNumber } from './random-id.mjs';

const HTML_URL = 'https://github.com/harbour-press/tram-times';

const sender = {
  login: 'mara-lindqvist',
  id: 4711042,
  type: 'User',
  site_admin: false,
  html_url: 'https://github.com/mara-lindqvist',
};

const repository = {
  id: 711520004,
  name: 'tram-times',
  full_name: 'harbour-press/tram-times',
  private: false,
  owner: { login: 'harbour-press', id: 9920011, type: 'Organization' },
  html_url: HTML_URL,
  description: 'When does the last tram leave?',
  default_branch: 'main',
};

const iso = (now) => new Date(now).toISOString().replace(/\.\d+Z$/, 'Z');

/** `v2026.1.31-34200`: the day and the second of it, since a tag is never used twice. */
function tagOf(now) {
  const time = new Date(now);
  const day = [time.getUTCFullYear(), time.getUTCMonth() + 1, time.getUTCDate()].join('.');
  return `v${day}-${Math.floor(now / 1000) % 86_400}`;
}

function release(now) {
  const id = randomNumber(9);
  const tag = tagOf(now);
  return {
    id,
    url: `https://api.github.com/repos/harbour-press/tram-times/releases/${id}`,
    html_url: `${HTML_URL}/releases/tag/${tag}`,
    tag_name: tag,
    target_commitish: 'main',
    name: `Tram times ${tag}`,
    body: '## What is new\n\n- The night lines are in.\n- Line 4 waits for the ferry.\n',
    draft: false,
    prerelease: false,
    author: sender,
    assets: [],
    created_at: iso(now - 60_000),
    published_at: iso(now),
  };
}

function push(now) {
  const [before, after] = [randomHexId('', 40), randomHexId('', 40)];
  const author = { name: 'Mara Lindqvist', email: 'mara@example.com', username: sender.login };
  return {
    ref: 'refs/heads/main',
    before,
    after,
    created: false,
    deleted: false,
    forced: false,
    compare: `${HTML_URL}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits: [
      {
        id: after,
        message: 'Let line 4 wait for the ferry',
        timestamp: iso(now),
        url: `${HTML_URL}/commit/${after}`,
        author,
        added: [],
        removed: [],
        modified: ['lines/4.json'],
      },
    ],
    pusher: { name: sender.login, email: 'mara@example.com' },
  };
}

const issue = (now) => ({
  id: randomNumber(10),
  number: 118,
  title: 'The last tram is missing on Sundays',
  body: 'It leaves at ten past midnight, but the table ends at eleven.',
  state: 'open',
  user: sender,
  labels: [{ id: 1, name: 'bug', color: 'd73a4a' }],
  html_url: `${HTML_URL}/issues/118`,
  created_at: iso(now),
});

/** Webhooks of a repository, as JSON. The name of an event is its header and, where it has one, its action. */
export const github = {
  id: 'github',
  ...access.github,
  signsBody: true,
  events: {
    'release.published': (now) => ({ action: 'published', release: release(now) }),
    'issues.opened': (now) => ({ action: 'opened', issue: issue(now) }),
    push,
    ping: () => ({
      zen: 'Keep it logically awesome.',
      hook_id: 488120033,
      hook: { type: 'Repository', id: 488120033, active: true, events: ['push', 'release'] },
    }),
  },
  effects: { 'release.published': 'Content Manager → Article: there is a new draft.' },

  request(eventName, { url, secret, now }) {
    const body = JSON.stringify({ ...this.events[eventName](now), repository, sender });
    const signed = (algorithm) =>
      `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`;
    return {
      url,
      method: 'POST',
      headers: {
        Accept: '*/*',
        'Content-Type': 'application/json',
        'User-Agent': 'GitHub-Hookshot/0a1b2c3',
        'X-GitHub-Delivery': randomUUID(),
        'X-GitHub-Event': eventName.split('.')[0],
        'X-GitHub-Hook-ID': '488120033',
        'X-GitHub-Hook-Installation-Target-ID': String(repository.id),
        'X-GitHub-Hook-Installation-Target-Type': 'repository',
        'X-Hub-Signature': signed('sha1'),
        'X-Hub-Signature-256': signed('sha256'),
      },
      body,
    };
  },
};
