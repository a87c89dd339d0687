import { valueAt } from '../../http/client/value-at';
import { fieldsOf, READ_ONLY, REQUIRED } from './fields-of';
import { onlyRecords } from './only-records';
import type { Resource, ResourceParameter } from './resource';
import { restResource } from './rest-resource';

const REPOSITORY: ResourceParameter[] = [
  {
    name: 'owner',
    label: 'Owner',
    isRequired: true,
    description: 'The person or organisation that the repository belongs to: acme of acme/site',
  },
  {
    name: 'repo',
    label: 'Repository',
    isRequired: true,
    description: 'The name of the repository: site of acme/site',
  },
];
const IN_REPOSITORY = '/repos/{owner}/{repo}';

/** New ones come last, so that no page moves while it is read. */
const OLDEST_FIRST = { sort: 'created', direction: 'asc' };

const ISSUE_FIELDS = [
  ...fieldsOf({ text: ['title'] }, REQUIRED),
  ...fieldsOf({ text: ['body', 'state'] }),
  ...fieldsOf(
    {
      number: ['number', 'id', 'comments'],
      text: ['html_url', 'user.login', 'milestone.title', 'author_association'],
      list: ['labels', 'assignees'],
      boolean: ['locked'],
      datetime: ['created_at', 'updated_at', 'closed_at'],
    },
    READ_ONLY,
  ),
];

/** GitHub counts pull requests as issues, and lists them there. Issues are closed, and deleted only by hand. */
const issues = onlyRecords(
  restResource({
    id: 'issues',
    name: 'Issues',
    parameters: REPOSITORY,
    fields: ISSUE_FIELDS,
    idPath: 'number',
    changedAtPath: 'updated_at',
    list: {
      path: `${IN_REPOSITORY}/issues`,
      query: { state: 'all', ...OLDEST_FIRST },
      since: { param: 'since', format: 'iso' },
    },
    get: { method: 'GET', path: `${IN_REPOSITORY}/issues/{id}` },
    create: { method: 'POST', path: `${IN_REPOSITORY}/issues` },
    update: { method: 'PATCH', path: `${IN_REPOSITORY}/issues/{id}` },
  }),
  (issue) => valueAt(issue, 'pull_request') === undefined,
);

const pulls = restResource({
  id: 'pulls',
  name: 'Pull requests',
  parameters: REPOSITORY,
  fields: [
    ...fieldsOf({ text: ['title'] }, REQUIRED),
    ...fieldsOf({ text: ['body', 'state'] }),
    // GitHub takes names of branches as `head` and `base`, and answers with more than that.
    ...fieldsOf(
      {
        number: ['number', 'id'],
        text: ['head.ref', 'base.ref', 'html_url', 'user.login', 'merge_commit_sha'],
        boolean: ['draft'],
        list: ['labels', 'assignees'],
        datetime: ['created_at', 'updated_at', 'closed_at', 'merged_at'],
      },
      READ_ONLY,
    ),
  ],
  idPath: 'number',
  changedAtPath: 'updated_at',
  list: { path: `${IN_REPOSITORY}/pulls`, query: { state: 'all', ...OLDEST_FIRST } },
  get: { method: 'GET', path: `${IN_REPOSITORY}/pulls/{id}` },
  update: { method: 'PATCH', path: `${IN_REPOSITORY}/pulls/{id}` },
});

/** Drafts are among them where the account may push. */
const releases = restResource({
  id: 'releases',
  name: 'Releases',
  parameters: REPOSITORY,
  fields: [
    ...fieldsOf({ text: ['tag_name'] }, REQUIRED),
    ...fieldsOf({
      text: ['name', 'body', 'target_commitish'],
      boolean: ['draft', 'prerelease'],
    }),
    ...fieldsOf(
      {
        number: ['id'],
        text: ['html_url', 'author.login', 'tarball_url', 'zipball_url'],
        list: ['assets'],
        datetime: ['created_at', 'published_at', 'updated_at'],
      },
      READ_ONLY,
    ),
  ],
  idPath: 'id',
  changedAtPath: 'updated_at',
  list: { path: `${IN_REPOSITORY}/releases` },
  get: { method: 'GET', path: `${IN_REPOSITORY}/releases/{id}` },
  create: { method: 'POST', path: `${IN_REPOSITORY}/releases` },
  update: { method: 'PATCH', path: `${IN_REPOSITORY}/releases/{id}` },
  delete: { method: 'DELETE', path: `${IN_REPOSITORY}/releases/{id}` },
});

/** Those that the account can see, known by their ids, which stay when one is renamed. Only read. */
const repositories = restResource({
  id: 'repositories',
  name: 'Repositories',
  fields: fieldsOf(
    {
      number: ['id', 'stargazers_count', 'forks_count', 'open_issues_count'],
      text: ['name', 'full_name', 'owner.login', 'description', 'homepage', 'html_url'],
      boolean: ['private', 'fork', 'archived'],
      list: ['topics'],
      datetime: ['created_at', 'updated_at', 'pushed_at'],
    },
    READ_ONLY,
  ),
  idPath: 'id',
  changedAtPath: 'updated_at',
  list: { path: '/user/repos', query: OLDEST_FIRST },
  // GitHub redirects names that were changed to this address, and its pages link there.
  get: { method: 'GET', path: '/repositories/{id}' },
});

/**
 * Records of GitHub. Only issues can be listed by when they were changed; only releases are deleted.
 *
 * @see https://docs.github.com/en/rest/issues/issues#list-repository-issues
 * @see https://docs.github.com/en/rest/pulls/pulls
 * @see https://docs.github.com/en/rest/releases/releases
 * @see https://docs.github.com/en/rest/repos/repos#list-repositories-for-the-authenticated-user
 */
export const githubResources: Resource[] = [issues, pulls, releases, repositories];
