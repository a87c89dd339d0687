import { createRateLimit } from '../api/rate-limit.mjs';

const OWNER = 'harbour-press';
const NAME = 'tram-times';
const ISSUE_COUNT = 75;
const FIRST_ISSUE = Date.parse('2026-01-01T08:00:00Z');

/** GitHub writes times without milliseconds. */
const iso = (time) => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');

/** Who every token belongs to. */
const user = {
  login: 'mara-lindqvist',
  id: 4711042,
  node_id: 'MDQ6VXNlcjQ3MTEwNDI=',
  type: 'User',
  site_admin: false,
  name: 'Mara Lindqvist',
  email: 'mara@example.com',
  html_url: 'https://github.com/mara-lindqvist',
};

const TITLES = [
  'The last tram is missing',
  'Line 4 leaves early',
  'Show the ferry',
  'Typo on page 2',
];

/** One user, one repository and its issues, newest first. */
export function createGitHub(now) {
  const issues = [];
  let lastNumber = 0;

  function add({ title, body = null, labels = [], at, state = 'open' }) {
    lastNumber += 1;
    const number = lastNumber;
    const issue = {
      id: 2_000_000_000 + number,
      node_id: `I_${number}`,
      number,
      title,
      body,
      state,
      state_reason: state === 'closed' ? 'completed' : null,
      labels: labels.map((name, index) => ({ id: index + 1, name, color: 'd73a4a' })),
      user,
      assignees: [],
      comments: 0,
      html_url: `https://github.com/${OWNER}/${NAME}/issues/${number}`,
      created_at: iso(at),
      updated_at: iso(at),
      closed_at: state === 'closed' ? iso(at) : null,
    };
    issues.unshift(issue);
    return issue;
  }

  for (let number = 1; number <= ISSUE_COUNT; number += 1) {
    const title = `${TITLES[number % TITLES.length]} (${number})`;
    const state = number % 5 === 0 ? 'closed' : 'open';
    add({ title, state, at: FIRST_ISSUE + number * 3_600_000 });
  }

  return {
    user,
    /** GitHub has a limit of its own, also while the stand-in has none. */
    rateLimit: createRateLimit(now),
    repository: {
      id: 711520004,
      name: NAME,
      full_name: `${OWNER}/${NAME}`,
      private: false,
      owner: { login: OWNER, id: 9920011, type: 'Organization' },
      html_url: `https://github.com/${OWNER}/${NAME}`,
      default_branch: 'main',
    },
    /** Names are compared as GitHub does it: case makes no difference. */
    isRepository: (owner, name) =>
      `${owner}/${name}`.toLowerCase() === `${OWNER}/${NAME}`.toLowerCase(),

    /** @param state `open`, `closed` or `all`; @param since milliseconds since 1970 */
    list: ({ state, since }) =>
      issues.filter(
        (issue) =>
          (state === 'all' || issue.state === state) && Date.parse(issue.updated_at) >= since,
      ),
    find: (number) => issues.find((issue) => String(issue.number) === number) ?? null,
    add: (fields) => add({ ...fields, at: now() }),
    change(issue, fields) {
      const closed_at = fields.state === 'closed' ? iso(now()) : null;
      Object.assign(issue, fields, fields.state ? { closed_at } : {}, { updated_at: iso(now()) });
      return issue;
    },
  };
}
