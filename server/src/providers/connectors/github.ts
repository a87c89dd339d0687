import type { ApiClient } from '../../http/client/api-client';
import type { CallOptions } from '../../http/client/api-request';
import { apiPath } from './api-path';
import { type Fields, recordsOf } from './records';

export interface GithubIssue {
  id: number;
  number: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  html_url: string;
  /** ISO 8601. */
  updated_at: string;
  [field: string]: unknown;
}

export interface GithubPull extends GithubIssue {
  draft: boolean;
  merged_at: string | null;
}

export interface GithubRelease {
  id: number;
  tag_name: string;
  name: string | null;
  body: string | null;
  draft: boolean;
  prerelease: boolean;
  published_at: string | null;
  [field: string]: unknown;
}

export interface GithubRepository {
  id: number;
  name: string;
  full_name: string;
  private: boolean;
  html_url: string;
  description: string | null;
  [field: string]: unknown;
}

type Filter = CallOptions['query'];

/** GitHub's REST API: <https://docs.github.com/en/rest>. A repository is named `owner/name`. */
export const githubConnector = (client: ApiClient) => {
  function list<T>(path: string, filter?: Filter, options?: CallOptions) {
    const query = { ...options?.query, ...filter };
    return recordsOf(client.paginate<T>(path, { ...options, query }));
  }

  /** GitHub's listing of issues holds pull requests, too; they are left out. */
  async function* listIssues(repository: string, filter?: Filter, options?: CallOptions) {
    const path = `${pathOf(repository)}/issues`;
    for await (const issue of list<GithubIssue>(path, filter, options)) {
      if (issue.pull_request === undefined) yield issue;
    }
  }

  return {
    listIssues,
    async createIssue(
      repository: string,
      fields: Fields & { title: string },
      options?: CallOptions,
    ): Promise<GithubIssue> {
      const path = `${pathOf(repository)}/issues`;
      return (await client.post<GithubIssue>(path, fields, options)).data;
    },
    async updateIssue(
      repository: string,
      number: number,
      fields: Fields,
      options?: CallOptions,
    ): Promise<GithubIssue> {
      const path = pathOf(repository) + apiPath`/issues/${number}`;
      return (await client.patch<GithubIssue>(path, fields, options)).data;
    },
    listPulls: (repository: string, filter?: Filter, options?: CallOptions) =>
      list<GithubPull>(`${pathOf(repository)}/pulls`, filter, options),
    listReleases: (repository: string, filter?: Filter, options?: CallOptions) =>
      list<GithubRelease>(`${pathOf(repository)}/releases`, filter, options),
    /** Those that the account can see. */
    listRepositories: (filter?: Filter, options?: CallOptions) =>
      list<GithubRepository>('/user/repos', filter, options),
  };
};

function pathOf(repository: string): string {
  const [owner = '', name = '', ...rest] = repository.split('/');
  if (rest.length > 0 || owner === '' || name === '') {
    throw new TypeError(`"${repository}" names no repository: expected "owner/name".`);
  }
  return apiPath`/repos/${owner}/${name}`;
}
