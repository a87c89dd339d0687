import { startVendor, type Vendor, type VendorAnswer, type VendorRequest } from './vendor-server';

type GithubRecord = Record<string, unknown> & { id: number; number: number };

const AT = (minute: number) =>
  new Date(Date.UTC(2026, 0, 1, 8, minute)).toISOString().replace('.000', '');

/** Forty issues and pull requests of `acme/site`, every fourth a pull request; two releases; one repository. */
export async function startGithub(): Promise<Vendor & { token: string }> {
  const token = 'ghp_resources';
  let last = 40;
  const issues: GithubRecord[] = Array.from({ length: last }, (_, n) => ({
    id: 5_000 + n,
    number: n + 1,
    title: `Issue ${n + 1}`,
    body: null,
    state: n % 3 === 0 ? 'closed' : 'open',
    labels: [],
    created_at: AT(n),
    updated_at: AT(n),
    ...(n % 4 === 3 && {
      pull_request: { url: `https://api.github.com/repos/acme/site/pulls/${n + 1}` },
    }),
  }));
  const pulls = () =>
    issues
      .filter(({ pull_request }) => pull_request)
      .map(({ pull_request: _pull, ...issue }) => ({
        ...issue,
        head: { ref: 'feature' },
        base: { ref: 'main' },
        draft: false,
      }));
  const releases: GithubRecord[] = ['v1.0', 'v1.1'].map((tag_name, n) => ({
    id: 900 + n,
    number: n,
    tag_name,
    name: null,
    body: 'Notes',
    draft: false,
    prerelease: false,
    created_at: AT(n),
    updated_at: AT(n),
  }));
  const repository = { id: 711, full_name: 'acme/site', name: 'site', updated_at: AT(1) };

  const inRepository =
    (answer: (request: VendorRequest) => VendorAnswer) =>
    (request: VendorRequest): VendorAnswer => {
      const { owner, repo } = request.params;
      return `${owner}/${repo}` === 'acme/site' ? answer(request) : NOT_FOUND;
    };
  const one = (records: GithubRecord[], name: 'id' | 'number', { params }: VendorRequest) =>
    records.find((record) => String(record[name]) === params.id);
  const changed = (record: GithubRecord | undefined, { body }: VendorRequest): VendorAnswer =>
    record ? { body: Object.assign(record, JSON.parse(body), { updated_at: AT(59) }) } : NOT_FOUND;

  const routes: Record<string, (request: VendorRequest) => VendorAnswer> = {
    'GET /user/repos': (request) => pageOf(request, [repository]),
    'GET /repositories/{id}': ({ params }) => found(params.id === '711' ? repository : undefined),
    'GET /repos/{owner}/{repo}': inRepository(() => ({ body: repository })),
    'GET /repos/{owner}/{repo}/issues': inRepository((request) => {
      const since = Date.parse(request.query.get('since') ?? '1970-01-01');
      const of = filtered(issues, request).filter(
        ({ updated_at }) => Date.parse(String(updated_at)) >= since,
      );
      return pageOf(request, of);
    }),
    'GET /repos/{owner}/{repo}/issues/{id}': inRepository((request) =>
      found(one(issues, 'number', request)),
    ),
    'POST /repos/{owner}/{repo}/issues': inRepository(({ body }) => {
      const { title, ...fields } = JSON.parse(body) as { title?: string };
      if (!title) return invalid('title');
      last += 1;
      const times = { created_at: AT(58), updated_at: AT(58) };
      const issue = { id: 5_000 + last, number: last, state: 'open', title, ...fields, ...times };
      issues.push(issue);
      return { status: 201, body: issue };
    }),
    'PATCH /repos/{owner}/{repo}/issues/{id}': inRepository((request) =>
      changed(one(issues, 'number', request), request),
    ),
    'GET /repos/{owner}/{repo}/pulls': inRepository((request) =>
      pageOf(request, filtered(pulls(), request)),
    ),
    'GET /repos/{owner}/{repo}/pulls/{id}': inRepository((request) =>
      found(one(pulls(), 'number', request)),
    ),
    'PATCH /repos/{owner}/{repo}/pulls/{id}': inRepository((request) =>
      changed(one(issues, 'number', request), request),
    ),
    'GET /repos/{owner}/{repo}/releases': inRepository((request) => pageOf(request, releases)),
    'GET /repos/{owner}/{repo}/releases/{id}': inRepository((request) =>
      found(one(releases, 'id', request)),
    ),
    'POST /repos/{owner}/{repo}/releases': inRepository(({ body }) => {
      const release = { id: 999, number: 9, ...(JSON.parse(body) as object) };
      releases.unshift(release);
      return { status: 201, body: release };
    }),
    'PATCH /repos/{owner}/{repo}/releases/{id}': inRepository((request) =>
      changed(one(releases, 'id', request), request),
    ),
    'DELETE /repos/{owner}/{repo}/releases/{id}': inRepository((request) => {
      const release = one(releases, 'id', request);
      if (!release) return NOT_FOUND;
      releases.splice(releases.indexOf(release), 1);
      return { status: 204 };
    }),
  };
  const gated = Object.entries(routes).map(([route, answer]) => [
    route,
    (request: VendorRequest) =>
      [`Bearer ${token}`, `token ${token}`].includes(request.headers.authorization ?? '')
        ? answer(request)
        : { status: 401, body: { message: 'Bad credentials' } },
  ]);
  return { ...(await startVendor(Object.fromEntries(gated), NOT_FOUND)), token };
}

const NOT_FOUND: VendorAnswer = { status: 404, body: { message: 'Not Found' } };

const found = (record: object | undefined): VendorAnswer => (record ? { body: record } : NOT_FOUND);

const invalid = (field: string): VendorAnswer => ({
  status: 422,
  body: {
    message: 'Validation Failed',
    errors: [{ resource: 'Issue', code: 'missing_field', field }],
  },
});

/** By state, and in order. */
function filtered(records: GithubRecord[], { query }: VendorRequest): GithubRecord[] {
  const state = query.get('state') ?? 'open';
  const some = records.filter((record) => state === 'all' || record.state === state);
  return query.get('direction') === 'asc' ? some : some.reverse();
}

function pageOf({ query, path, origin }: VendorRequest, records: object[]): VendorAnswer {
  const size = Number(query.get('per_page') ?? 30);
  const page = Number(query.get('page') ?? 1);
  const next = new URLSearchParams(query);
  next.set('page', String(page + 1));
  const hasNext = page * size < records.length;
  return {
    headers: hasNext ? { link: `<${origin}${path}?${next.toString()}>; rel="next"` } : {},
    body: records.slice((page - 1) * size, page * size),
  };
}
