import { type StandIn, type StandInTokens, startStandIn } from '../../support/stand-in';

let standIn: StandIn;
let tokens: StandInTokens;
beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn.stop());
beforeEach(async () => {
  await standIn.control.reset();
  tokens = await standIn.control.issueTokens();
});

interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

interface Call {
  method?: string;
  token?: string;
  headers?: Record<string, string>;
  json?: object;
}

async function call<T = Record<string, never>>(
  path: string,
  options: Call = {},
): Promise<Answer<T>> {
  const { method, token = tokens.access_token, headers, json } = options;
  const response = await fetch(new URL(path, standIn.url), {
    method: method ?? (json ? 'POST' : 'GET'),
    headers: { authorization: `Bearer ${token}`, ...headers },
    ...(json && { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  const body = (text === '' ? null : JSON.parse(text)) as T;
  return { status: response.status, headers: response.headers, body };
}

interface Product {
  id: string;
}
type Page = {
  data: Product[];
  total?: number;
  total_pages?: number;
  next?: string | null;
  has_more?: boolean;
  page?: { next_cursor: string | null };
};

/** Each way to page gives some of it; `by-link` gives a bare list. */
type AnyPage = Page & Product[];

/** Where the next page is, for each way to page; null behind the last one. */
const NEXT: Record<string, (answer: Answer<AnyPage>, url: URL) => string | null> = {
  'by-cursor': ({ body }) => body.page!.next_cursor && `?limit=50&cursor=${body.page!.next_cursor}`,
  'by-offset': ({ body }, url) => {
    const offset = Number(url.searchParams.get('offset')) + body.data.length;
    return offset < body.total! ? `?limit=50&offset=${offset}` : null;
  },
  'by-page': ({ body }, url) => {
    const page = Number(url.searchParams.get('page') ?? 1);
    return page < body.total_pages! ? `?per_page=50&page=${page + 1}` : null;
  },
  'by-link': ({ headers }) => /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1] ?? null,
  'by-next-url': ({ body }) => body.next ?? null,
  'by-last-record': ({ body }) =>
    body.has_more ? `?limit=50&starting_after=${body.data.at(-1)!.id}` : null,
};

describe('the products', () => {
  it.each(Object.keys(NEXT))('are all there, once, %s', async (style) => {
    const ids: string[] = [];
    let pageCount = 0;
    let next: string | null = '?limit=50&per_page=50';
    while (next !== null && pageCount < 10) {
      const url: URL = new URL(next, `${standIn.url}/api/products/${style}`);
      const answer: Answer<AnyPage> = await call(url.href);
      const records: Product[] = answer.body.data ?? answer.body;
      ids.push(...records.map(({ id }) => id));
      pageCount += 1;
      next = NEXT[style]!(answer, url);
    }
    expect(ids).toHaveLength(120);
    expect(new Set(ids).size).toBe(120);
    expect(pageCount).toBe(3);
  });

  it.each([
    'by-cursor?cursor=nonsense',
    'by-cursor?limit=51',
    'by-offset?offset=-1',
    'by-page?page=0',
    'by-last-record?starting_after=prd_9999',
  ])('do not take a wrong page for the first one (%s)', async (path) => {
    expect((await call(`/api/products/${path}`)).status).toBe(400);
  });

  it('are sent again only when they have changed', async () => {
    const path = '/api/products/prd_0007';
    const first = await call(path);
    expect(first.headers.get('cache-control')).toBe('private, max-age=10');
    const headers = { 'if-none-match': first.headers.get('etag')! };
    expect(await call(path, { headers })).toMatchObject({ status: 304, body: null });
    await call(path, { method: 'PATCH', json: { stock: 4_711 } });
    expect(await call(path, { headers })).toMatchObject({ status: 200, body: { stock: 4_711 } });
    expect((await standIn.control.counters()).notModified).toBe(1);
  });

  it('can be asked for by the time of their last change', async () => {
    const since = new Date(Date.now() - 60_000).toISOString();
    await call('/api/products/prd_0007', { method: 'PATCH', json: { name: 'Renamed' } });
    const { body } = await call<Page>(`/api/products?updated_since=${since}`);
    expect(body.data.map(({ id }) => id)).toEqual(['prd_0007']);
  });

  it('are created, changed and removed', async () => {
    const created = await call<Product>('/api/products', { json: { sku: 'NEW-1', name: 'New' } });
    expect(created).toMatchObject({ status: 201, body: { id: 'prd_0121', sku: 'NEW-1' } });
    const path = `/api/products/${created.body.id}`;
    expect((await call(path, { method: 'DELETE' })).status).toBe(204);
    expect((await call(path)).status).toBe(404);
  });

  it.each([[{ sku: 'A' }], [{ sku: 'A', name: 'B', colour: 'red' }], [{ sku: 'A', name: 7 }]])(
    'are not created from %p',
    async (json) => {
      expect((await call('/api/products', { json })).status).toBe(422);
      expect((await standIn.control.counters()).productsCreated).toBe(0);
    },
  );
});

describe('an Idempotency-Key', () => {
  const headers = { 'idempotency-key': 'key-1' };
  const json = { sku: 'NEW-1', name: 'New' };

  it('has one effect and one answer', async () => {
    const first = await call('/api/products', { json, headers });
    expect(await call('/api/products', { json, headers })).toMatchObject({ body: first.body });
    const { productsCreated, replays } = await standIn.control.counters();
    expect({ productsCreated, replays }).toEqual({ productsCreated: 1, replays: 1 });
  });

  it('is refused for another request', async () => {
    await call('/api/products', { json, headers });
    expect((await call('/api/products', { json: { ...json, stock: 1 }, headers })).status).toBe(
      422,
    );
  });

  it('has had its effect although the answer came too late', async () => {
    await standIn.control.setModes({ api: 'slow', slowMs: 60_000 });
    const abort = new AbortController();
    const lost = fetch(`${standIn.url}/api/products`, {
      method: 'POST',
      headers: { ...headers, authorization: `Bearer ${tokens.access_token}` },
      body: JSON.stringify(json),
      signal: abort.signal,
    });
    while ((await standIn.control.counters()).productsCreated === 0);
    abort.abort();
    await expect(lost).rejects.toThrow();
    await standIn.control.setModes({ api: 'ok' });
    expect((await call('/api/products', { json, headers })).status).toBe(201);
    expect((await standIn.control.counters()).productsCreated).toBe(1);
  });
});

describe('who may', () => {
  it('needs a token, a live one, with the scope', async () => {
    const bare = await fetch(`${standIn.url}/api/me`);
    expect(bare.status).toBe(401);
    expect(bare.headers.get('www-authenticate')).toBe('Bearer realm="Harbour"');
    const wrong = await call('/api/me', { token: 'hat_wrong' });
    expect(wrong.headers.get('www-authenticate')).toContain('error="invalid_token"');

    const { access_token: token } = await standIn.control.issueTokens({
      scopes: ['products:read'],
    });
    const refused = await call('/api/products', { token, json: { sku: 'A', name: 'B' } });
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'insufficient_scope' } } });
    expect(refused.headers.get('www-authenticate')).toContain('scope="products:write"');
    expect((await call('/api/products', { token })).status).toBe(200);
  });

  it.each([
    ['/keyed/me', { 'x-api-key': 'demo-harbour-api-key' }, 200],
    ['/keyed/me?api_key=demo-harbour-api-key', {}, 200],
    ['/keyed/me', { 'x-api-key': 'wrong' }, 401],
    ['/keyed/me', {}, 401],
    ['/keyed/products/by-page', { 'x-api-key': 'demo-harbour-api-key' }, 200],
    ['/keyed/products/prd_0001', { 'x-api-key': 'wrong' }, 401],
    ['/basic/me', { authorization: `Basic ${btoa('demo:demo-harbour-password')}` }, 200],
    ['/basic/me', { authorization: `Basic ${btoa('demo:wrong')}` }, 401],
  ])('signs in otherwise (%s %p)', async (path, headers, status) => {
    expect((await fetch(standIn.url + path, { headers })).status).toBe(status);
  });
});

describe('the rate limit', () => {
  it('counts down, refuses, and says truly when it is over', async () => {
    await standIn.control.setModes({ rateLimit: { calls: 2, perMs: 300 } });
    const before = Date.now();
    const answers = [await call('/api/me'), await call('/api/me'), await call('/api/me')];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    const left = answers.map(({ headers }) => headers.get('x-ratelimit-remaining'));
    expect(left).toEqual(['1', '0', '0']);
    const refused = answers[2]!.headers;
    expect(refused.get('x-ratelimit-limit')).toBe('2');
    expect(refused.get('retry-after')).toBe('1');
    const resetAt = Number(refused.get('x-ratelimit-reset')) * 1000;
    expect(resetAt).toBeGreaterThanOrEqual(before + 300);
    expect(resetAt).toBeLessThanOrEqual(Date.now() + 300 + 1000);

    let refusals = 1;
    while ((await call('/api/me')).status === 429) refusals += 1;
    expect(Date.now()).toBeGreaterThanOrEqual(before + 300);
    expect((await standIn.control.counters()).rateLimited).toBe(refusals);
  });

  it('is off unless it is asked for', async () => {
    const { headers } = await call('/api/me');
    expect(headers.get('x-ratelimit-limit')).toBeNull();
  });
});

describe('hostile lists', () => {
  const page = (path: string) => call<Page>(`/hostile/${path}`);

  it('never end', async () => {
    const { body } = await page('never-ends?cursor=1000');
    expect(body).toMatchObject({ page: { next_cursor: '1001' } });
  });

  it('lead back to where one is', async () => {
    const cursors = [await page('repeats-cursor'), await page('repeats-cursor?cursor=2')];
    expect(cursors.map(({ body }) => body.page!.next_cursor)).toEqual(['2', '2']);
  });

  it('lead to another host, in the body and in the header', async () => {
    const { body, headers } = await page('other-host');
    expect(new URL(body.next!).host).toBe('elsewhere.invalid');
    expect(headers.get('link')).toBe(`<${body.next}>; rel="next"`);
    const elsewhere = 'http://127.0.0.1:1/x';
    expect((await page(`other-host?to=${elsewhere}`)).body.next).toBe(elsewhere);
  });

  it('have nothing in the middle and something behind it', async () => {
    const pages = [await page('empty-middle'), await page('empty-middle?cursor=2')];
    expect(pages.map(({ body }) => [body.data.length, body.page!.next_cursor])).toEqual([
      [3, '2'],
      [0, '3'],
    ]);
    const last = await page('empty-middle?cursor=3');
    expect(last.body).toMatchObject({ data: { length: 3 }, page: { next_cursor: null } });
  });
});

describe('the control', () => {
  it('refuses a mode that there is not, instead of taking it for the normal one', async () => {
    await expect(standIn.control.setModes({ api: 'eror-500' as never })).rejects.toThrow(
      'api is one',
    );
    await expect(standIn.control.setModes({ latency: 3 } as never)).rejects.toThrow('no mode');
  });

  it('shows no token', async () => {
    const state = JSON.stringify(await standIn.control.state());
    expect(state).toContain('products:write');
    expect(state).not.toContain(tokens.access_token);
    expect(state).not.toContain(tokens.refresh_token!);
  });

  it('lets a person break and mend the service from its page', async () => {
    const order = (name: string) =>
      fetch(`${standIn.url}/control/orders`, {
        method: 'POST',
        body: new URLSearchParams({ order: name }),
        headers: { origin: standIn.url },
      });
    await order('errors');
    expect((await call('/api/me')).status).toBe(500);
    const page = await (await order('normal')).text();
    expect(page).toContain('Revoke the grant');
    expect((await call('/api/me')).status).toBe(200);
    await order('revoke');
    expect((await call('/api/me')).status).toBe(401);
  });

  it('is not steered by a page of another site', async () => {
    const headers = { origin: 'http://evil.example' };
    const response = await fetch(`${standIn.url}/control/reset`, { method: 'POST', headers });
    expect(response.status).toBe(403);
  });
});
