/*
 * Uses a stand-in of GitHub through GitHub's own library and prints what came of it as JSON:
 * node octokit-resources.mjs <url of the stand-in> <token>
 */
import { Octokit } from '@octokit/rest';

const [url, token] = process.argv.slice(2);
const octokit = new Octokit({ auth: token, baseUrl: url });
const repository = { owner: 'acme', repo: 'site' };
const all = (method, more = {}) =>
  octokit.paginate(method, { ...repository, state: 'all', per_page: 15, ...more });

const issues = await all(octokit.issues.listForRepo);
const closed = await all(octokit.issues.listForRepo, { state: 'closed' });
const since = '2026-01-01T08:38:00Z';
const changedSince = await all(octokit.issues.listForRepo, { since });
const pulls = await all(octokit.pulls.list);
const releases = await octokit.paginate(octokit.repos.listReleases, repository);
const repositories = await octokit.paginate(octokit.repos.listForAuthenticatedUser);
const release = { ...repository, release_id: releases[0].id };
const renamed = await octokit.repos.updateRelease({ ...release, tag_name: 'v2.0' });
await octokit.repos.deleteRelease(release);
const gone = await octokit.repos.getRelease(release).catch(({ status }) => status);
const created = await octokit.issues.create({ ...repository, title: 'A typo' });
const updated = await octokit.issues.update({
  ...repository,
  issue_number: created.data.number,
  state: 'closed',
});

console.log(
  JSON.stringify({
    issues: issues.length,
    closed: closed.length,
    changedSince: changedSince.length,
    pulls: pulls.length,
    releases: releases.map(({ tag_name }) => tag_name),
    repositories: repositories.map(({ full_name }) => full_name),
    renamed: renamed.data.tag_name,
    gone,
    created: created.data.number,
    updated: updated.data.state,
  }),
);
