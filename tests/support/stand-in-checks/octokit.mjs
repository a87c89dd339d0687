/*
 * Uses the stand-in's GitHub through GitHub's own library and prints what came of it as JSON:
 * node --import tsx octokit.mjs <url of the stand-in>
 */
import { Octokit } from '@octokit/rest';

const [url] = process.argv.slice(2);
const octokit = new Octokit({ auth: 'ghp_standInToken', baseUrl: `${url}/github` });
const stranger = new Octokit({ auth: 'not-a-token', baseUrl: `${url}/github` });
const repository = { owner: 'harbour-press', repo: 'tram-times' };

const { data: user } = await octokit.users.getAuthenticated();
const all = await octokit.paginate(octokit.issues.listForRepo, {
  ...repository,
  state: 'all',
  per_page: 30,
});
const open = await octokit.paginate(octokit.issues.listForRepo, { ...repository, per_page: 100 });
const list = () => octokit.issues.listForRepo({ ...repository, per_page: 5 });
const first = await list();
const again = await statusOf(() =>
  octokit.issues.listForRepo({
    ...repository,
    per_page: 5,
    headers: { 'if-none-match': first.headers.etag },
  }),
);
const created = await octokit.issues.create({ ...repository, title: 'A new one' });
const closed = await octokit.issues.update({
  ...repository,
  issue_number: created.data.number,
  state: 'closed',
});
const afterwards = await octokit.issues.listForRepo({
  ...repository,
  state: 'all',
  per_page: 5,
  headers: { 'if-none-match': first.headers.etag },
});

console.log(
  JSON.stringify({
    login: user.login,
    count: all.length,
    distinct: new Set(all.map(({ number }) => number)).size,
    openCount: open.length,
    again,
    remaining: [first, created].map(({ headers }) => Number(headers['x-ratelimit-remaining'])),
    created: { status: created.status, title: created.data.title },
    closed: closed.data.state,
    afterwards: { status: afterwards.status, newest: afterwards.data[0].title },
    missingTitle: await statusOf(() => octokit.issues.create({ ...repository, title: '' })),
    missingRepository: await statusOf(() => octokit.repos.get({ owner: 'a', repo: 'b' })),
    stranger: await statusOf(() => stranger.users.getAuthenticated()),
  }),
);

async function statusOf(work) {
  try {
    return (await work()).status;
  } catch (error) {
    return error.status;
  }
}
