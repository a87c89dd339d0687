import { withParameters } from '../../../../server/src/providers/resources/parameters';
import { loopbackForFile } from '../../../support/loopback-sender';
import { runCheck } from '../../../support/stand-in-checks/run-check';
import { clientAt, listed, resourceOf } from '../../../support/vendors/client-at';
import { startGithub } from '../../../support/vendors/github';

const { keep, senderWith } = loopbackForFile();
const FILTER = { owner: 'acme', repo: 'site' };
const of = (id: string) => withParameters(resourceOf('github', id), FILTER);

async function start() {
  const vendor = await keep(startGithub());
  const { url, token } = vendor;
  const client = clientAt('github', {
    sender: senderWith(),
    baseUrl: url,
    token: `Bearer ${token}`,
  });
  return { ...vendor, client };
}

it('is a GitHub to GitHub’s own library', async () => {
  const { url, token } = await start();
  expect(await runCheck('octokit-resources', [url, token])).toEqual({
    issues: 40,
    closed: 14,
    changedSince: 2,
    pulls: 10,
    releases: ['v1.0', 'v1.1'],
    repositories: ['acme/site'],
    renamed: 'v2.0',
    gone: 404,
    created: 41,
    updated: 'closed',
  });
});

it('lists issues of any state without the pull requests among them, oldest first', async () => {
  const { client, requests } = await start();
  const { records } = await listed(of('issues'), client, { filter: FILTER });
  expect(records).toHaveLength(30);
  expect(records[0]).toMatchObject({ number: 1, state: 'closed' });
  const [asked] = requests;
  expect(Object.fromEntries(asked!.query)).toEqual({
    per_page: '100',
    state: 'all',
    sort: 'created',
    direction: 'asc',
  });
  const since = Date.UTC(2026, 0, 1, 8, 37);
  expect((await listed(of('issues'), client, { since })).records).toHaveLength(2);
  const labelled = await listed(of('issues'), client, { filter: { ...FILTER, state: 'closed' } });
  expect(labelled.records.every(({ state }) => state === 'closed')).toBe(true);
});

it('makes and changes an issue, and takes a pull request for none', async () => {
  const { client } = await start();
  const issues = of('issues');
  const made = (await issues.create?.(client, { title: 'A typo' }, {})) as { number: number };
  expect(made.number).toBe(41);
  expect(await issues.update?.(client, '41', { state: 'closed' }, {})).toMatchObject({
    title: 'A typo',
    state: 'closed',
  });
  expect(await issues.get?.(client, '4')).toBeNull();
  expect(await issues.get?.(client, '4000')).toBeNull();
  expect(await issues.update?.(client, '4000', { title: 'x' }, {})).toBeNull();
  await expect(issues.create?.(client, { title: '' }, {})).rejects.toMatchObject({
    status: 422,
    message: expect.stringContaining('title'),
  });
  expect(issues.delete).toBeUndefined();
});

it('reads and changes pull requests, which it neither makes nor deletes', async () => {
  const { client } = await start();
  const pulls = of('pulls');
  const { records } = await listed(pulls, client);
  expect(records).toHaveLength(10);
  expect(await pulls.update?.(client, '4', { title: 'Ready' }, {})).toMatchObject({
    title: 'Ready',
  });
  expect(await pulls.get?.(client, '4')).toMatchObject({
    title: 'Ready',
    head: { ref: 'feature' },
  });
  expect([pulls.create, pulls.delete, pulls.isIncremental]).toEqual([undefined, undefined, false]);
});

it('makes, changes and deletes a release', async () => {
  const { client } = await start();
  const releases = of('releases');
  const made = await releases.create?.(client, { tag_name: 'v2.0' }, {});
  expect(made).toMatchObject({ id: 999, tag_name: 'v2.0' });
  expect(await releases.update?.(client, '999', { name: 'Two' }, {})).toMatchObject({
    name: 'Two',
  });
  await releases.delete?.(client, '999', {});
  expect(await releases.get?.(client, '999')).toBeNull();
  await expect(releases.delete?.(client, '999', {})).resolves.toBeUndefined();
});

it('only reads repositories, which need no parameters', async () => {
  const { client } = await start();
  const repositories = resourceOf('github', 'repositories');
  expect((await listed(repositories, client)).records).toMatchObject([{ full_name: 'acme/site' }]);
  expect(await repositories.get?.(client, '711')).toMatchObject({ name: 'site' });
  expect(await repositories.get?.(client, '712')).toBeNull();
  expect(repositories.update).toBeUndefined();
});

it('takes the name of a repository for one part of the address, whatever is in it', async () => {
  const { client, requests } = await start();
  const elsewhere = withParameters(resourceOf('github', 'issues'), {
    owner: 'acme',
    repo: '../../user',
  });
  await expect(listed(elsewhere, client)).rejects.toMatchObject({ status: 404 });
  expect(requests[0]?.path).toBe('/repos/acme/..%2F..%2Fuser/issues');
});
