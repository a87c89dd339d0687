import { addressWith, linkHeader } from '../api/paging.mjs';
import { json } from '../http/answers.mjs';
import { revalidated } from '../http/etag.mjs';
import { jsonObject } from '../http/json-body.mjs';
import { invalidField, refuseAsGitHub } from './answers.mjs';
import { githubGated } from './gate.mjs';

const STATES = ['open', 'closed', 'all'];

/** The part of GitHub's REST API that the plugin's connector uses: the user, a repository, its issues. */
export function githubRoutes(harbour) {
  const cached = (request, answer) => {
    const headers = { ...answer.headers, 'cache-control': 'private, max-age=60, s-maxage=60' };
    return revalidated(request, { ...answer, headers }, { prefix: 'W/' });
  };
  const inRepository = (handle) => (request) => {
    const { owner, repo } = request.params;
    if (!harbour.github.isRepository(owner, repo)) throw refuseAsGitHub(404, 'Not Found');
    return handle(request);
  };
  const issueOf = ({ params }) => {
    const issue = harbour.github.find(params.number);
    if (!issue) throw refuseAsGitHub(404, 'Not Found');
    return issue;
  };

  return githubGated(harbour, {
    'GET /user': (request) => cached(request, json(200, harbour.github.user)),
    'GET /user/repos': (request) =>
      cached(request, pageOf(harbour, request, [harbour.github.repository])),
    'GET /repos/:owner/:repo': inRepository((request) =>
      cached(request, json(200, harbour.github.repository)),
    ),
    'GET /repos/:owner/:repo/issues': inRepository((request) =>
      cached(request, pageOf(harbour, request, harbour.github.list(filterOf(request.query)))),
    ),
    'GET /repos/:owner/:repo/issues/:number': inRepository((request) =>
      cached(request, json(200, issueOf(request))),
    ),
    'POST /repos/:owner/:repo/issues': inRepository((request) => {
      const { title, body, labels } = issueInput(request);
      if (title === undefined) throw invalidField('title', 'missing_field');
      return json(201, harbour.github.add({ title, body, labels }));
    }),
    'PATCH /repos/:owner/:repo/issues/:number': inRepository((request) => {
      const issue = issueOf(request);
      const { title, body, state } = issueInput(request);
      const fields = Object.entries({ title, body, state }).filter(
        ([, value]) => value !== undefined,
      );
      return json(200, harbour.github.change(issue, Object.fromEntries(fields)));
    }),
  });
}

function filterOf(query) {
  const state = query.get('state') ?? 'open';
  if (!STATES.includes(state)) throw invalidField('state', 'invalid');
  const since = query.get('since');
  return { state, since: since === null ? -Infinity : Date.parse(since) };
}

/** GitHub takes a page that makes no sense for the first one, and no more than a hundred on each. */
function pageOf(harbour, request, records) {
  const whole = (name, otherwise) =>
    Math.max(1, Number.parseInt(request.query.get(name), 10) || otherwise);
  const size = Math.min(100, whole('per_page', 30));
  const page = whole('page', 1);
  const pageCount = Math.max(1, Math.ceil(records.length / size));
  const link = linkHeader((number) => addressWith(harbour, request, { page: number }), {
    page,
    pageCount,
  });
  return json(200, records.slice((page - 1) * size, page * size), link ? { link } : {});
}

function issueInput(request) {
  const input = jsonObject(request.body);
  if (!input) throw refuseAsGitHub(400, 'Problems parsing JSON');
  for (const name of ['title', 'body']) {
    if (input[name] != null && typeof input[name] !== 'string') throw invalidField(name, 'invalid');
  }
  if (input.title === '') throw invalidField('title', 'missing_field');
  if (input.state !== undefined && !['open', 'closed'].includes(input.state)) {
    throw invalidField('state', 'invalid');
  }
  const { labels = [] } = input;
  if (!Array.isArray(labels) || labels.some((label) => typeof label !== 'string')) {
    throw invalidField('labels', 'invalid');
  }
  return { ...input, title: input.title ?? undefined, labels };
}
