import type { ApiRequest } from '../../../../server/src/http/client/api-request';
import { createResponseCache } from '../../../../server/src/http/client/response-cache';
import type { HttpResponse } from '../../../../server/src/http/http-outcome';

// The library that knows the rules has no clock of its own to be given.
beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const asked = (path: string, headers: Record<string, string> = {}): ApiRequest => ({
  method: 'GET',
  url: new URL(path, 'https://a.example'),
  headers,
  body: null,
});

const answered = (headers: Record<string, string>, body = 'x'): HttpResponse => ({
  kind: 'response',
  statusCode: 200,
  headers: { date: new Date().toUTCString(), ...headers },
  body: Buffer.from(body),
  isTruncated: false,
  durationMs: 1,
});

/** What the cache has, in a word, or the body of what may be used. */
function found(lookup: ReturnType<ReturnType<typeof createResponseCache>['find']>): string {
  return lookup.kind === 'fresh' ? lookup.response.body.toString() : lookup.kind;
}

describe('an answer that depends on a header of the request (Vary)', () => {
  const kept = () => {
    const cache = createResponseCache(Date.now);
    const answer = answered({ 'cache-control': 'max-age=60', vary: 'Accept-Language' }, 'hej');
    cache.store('1:1', asked('/a', { 'accept-language': 'sv' }), answer);
    return cache;
  };

  it('is used for the same one', () => {
    expect(found(kept().find('1:1', asked('/a', { 'accept-language': 'sv' })))).toBe('hej');
  });

  it.each<Record<string, string>>([{ 'accept-language': 'de' }, {}])(
    'is not used for %j',
    (headers) => {
      expect(found(kept().find('1:1', asked('/a', headers)))).toBe('stale');
    },
  );

  it('gives way to the answer for the other one', () => {
    const cache = kept();
    const german = asked('/a', { 'accept-language': 'de' });
    const answer = answered({ 'cache-control': 'max-age=60', vary: 'Accept-Language' }, 'hallo');
    cache.store('1:1', german, answer);
    expect(found(cache.find('1:1', german))).toBe('hallo');
    expect(found(cache.find('1:1', asked('/a', { 'accept-language': 'sv' })))).toBe('stale');
  });

  it('is never used where it depends on everything', () => {
    const cache = createResponseCache(Date.now);
    cache.store('1:1', asked('/a'), answered({ 'cache-control': 'max-age=60', vary: '*' }));
    expect(found(cache.find('1:1', asked('/a')))).not.toBe('x');
  });
});

describe('the memory of the cache', () => {
  const fresh = { 'cache-control': 'max-age=60' };

  it('holds no more than it may: what was not asked for the longest goes first', () => {
    const cache = createResponseCache(Date.now, 7_000);
    // Two fit, each with what it takes besides its body.
    for (const path of ['/a', '/b', '/c']) {
      cache.store('1:1', asked(path), answered(fresh, path.repeat(1_000)));
    }
    cache.find('1:1', asked('/b'));
    cache.store('1:1', asked('/d'), answered(fresh, 'd'.repeat(2_000)));
    const kinds = ['/a', '/b', '/c', '/d'].map((path) => cache.find('1:1', asked(path)).kind);
    expect(kinds).toEqual(['none', 'fresh', 'none', 'fresh']);
  });

  it('takes no answer that would push out hundreds of others, nor one that was cut off', () => {
    const cache = createResponseCache(Date.now);
    cache.store('1:1', asked('/large'), answered(fresh, 'x'.repeat(2 * 1024 * 1024 + 1)));
    cache.store('1:1', asked('/cut'), { ...answered(fresh), isTruncated: true });
    expect(cache.find('1:1', asked('/large')).kind).toBe('none');
    expect(cache.find('1:1', asked('/cut')).kind).toBe('none');
  });

  it('keeps what is old only where it can be confirmed', () => {
    const cache = createResponseCache(Date.now);
    cache.store('1:1', asked('/a'), answered({ etag: '"1"' }));
    cache.store('1:1', asked('/b'), answered({ 'cache-control': 'max-age=0' }));
    expect(cache.find('1:1', asked('/a'))).toMatchObject({
      kind: 'stale',
      headers: { 'if-none-match': '"1"' },
    });
    expect(cache.find('1:1', asked('/b')).kind).toBe('none');
  });

  it('belongs to a connection, and goes with it', () => {
    const cache = createResponseCache(Date.now);
    for (const scope of ['1:1', '1:2', '11:1']) cache.store(scope, asked('/a'), answered(fresh));
    expect(cache.find('2:1', asked('/a')).kind).toBe('none');
    cache.clear(1);
    const kinds = ['1:1', '1:2', '11:1'].map((scope) => cache.find(scope, asked('/a')).kind);
    expect(kinds).toEqual(['none', 'none', 'fresh']);
  });

  it('is fresh for as long as the service says', () => {
    const cache = createResponseCache(Date.now);
    cache.store('1:1', asked('/a'), answered({ ...fresh, etag: '"1"' }));
    jest.advanceTimersByTime(58_000);
    expect(cache.find('1:1', asked('/a')).kind).toBe('fresh');
    jest.advanceTimersByTime(2_000);
    expect(cache.find('1:1', asked('/a')).kind).toBe('stale');
  });
});
