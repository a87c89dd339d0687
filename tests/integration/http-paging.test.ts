import type { ConnectionsService } from '../../server/src/connections/connections-service';
import type { ApiClient } from '../../server/src/http/client/api-client';
import type { PageOptions } from '../../server/src/http/client/read-pages';
import type { Paging } from '../../server/src/http/client/api-rules';
import { addHarbour, connectHarbour } from '../support/connections';
import { startReceiver } from '../support/receiver';
import { startStandIn, type StandIn } from '../support/stand-in';
import { startStrapi, type RunningStrapi } from '../support/strapi';

const PRODUCTS = 120;
const data = { recordsPath: 'data' };
const cursor: Paging = {
  ...data,
  style: 'cursor',
  cursorParam: 'cursor',
  cursorPath: 'page.next_cursor',
  sizeParam: 'limit',
  pageSize: 50,
};

let standIn: StandIn;
let running: RunningStrapi;
let client: ApiClient;
beforeAll(async () => {
  standIn = await startStandIn();
  running = await startStrapi();
  await addHarbour(running, standIn);
  const { id } = await connectHarbour(running);
  const service: ConnectionsService = running.strapi
    .plugin('integration-builder')
    .service('connections');
  client = await service.client(id);
});
afterAll(async () => {
  await running?.stop();
  await standIn?.stop();
});

interface Read {
  ids: string[];
  pages: number;
  positions: (string | null)[];
  error: { code: string; message: string } | null;
}

async function read(path: string, options: PageOptions): Promise<Read> {
  const found: Read = { ids: [], pages: 0, positions: [], error: null };
  try {
    for await (const { records, position } of client.paginate<{ id: string }>(path, options)) {
      found.ids.push(...records.map(({ id }) => id));
      found.pages += 1;
      found.positions.push(position);
    }
  } catch (error) {
    found.error = error as Read['error'];
  }
  return found;
}

describe('reading a listing', () => {
  it.each<[string, Paging]>([
    ['by-cursor', cursor],
    [
      'by-last-record',
      {
        ...data,
        style: 'last-record',
        cursorParam: 'starting_after',
        idPath: 'id',
        hasMorePath: 'has_more',
        sizeParam: 'limit',
        pageSize: 50,
      },
    ],
    [
      'by-offset',
      {
        ...data,
        style: 'offset',
        offsetParam: 'offset',
        totalPath: 'total',
        sizeParam: 'limit',
        pageSize: 50,
      },
    ],
    [
      'by-page',
      {
        ...data,
        style: 'page',
        pageParam: 'page',
        firstPage: 1,
        totalPagesPath: 'total_pages',
        sizeParam: 'per_page',
        pageSize: 50,
      },
    ],
    ['by-link', { style: 'link', recordsPath: '', sizeParam: 'per_page', pageSize: 50 }],
    [
      'by-next-url',
      { ...data, style: 'next-url', urlPath: 'next', sizeParam: 'per_page', pageSize: 50 },
    ],
  ])('%s gives every record once, and where it goes on', async (style, paging) => {
    const { ids, pages, positions, error } = await read(`/products/${style}`, { paging });
    expect(error).toBeNull();
    expect(new Set(ids).size).toBe(PRODUCTS);
    expect(ids).toHaveLength(PRODUCTS);
    expect(pages).toBe(3);
    expect(positions.at(-1)).toBeNull();

    const rest = await read(`/products/${style}`, { paging, position: positions[0] ?? '' });
    expect(rest.ids).toEqual(ids.slice(50));
  });

  it('goes by what the provider says where the caller says nothing', async () => {
    expect((await read('/products', {})).ids).toHaveLength(PRODUCTS);
  });

  it('goes on over an empty page in the middle', async () => {
    const { ids, pages, error } = await read(`${standIn.url}/hostile/empty-middle`, {
      paging: cursor,
    });
    expect({ count: ids.length, pages, error }).toEqual({ count: 6, pages: 3, error: null });
  });

  it('that never ends is ended, with a place to go on from', async () => {
    const { pages, positions, error } = await read(`${standIn.url}/hostile/never-ends`, {
      paging: cursor,
      maxPages: 25,
    });
    expect(error).toMatchObject({
      code: 'paging-malformed',
      message: expect.stringContaining('25 pages'),
    });
    expect(pages).toBe(25);
    expect(positions.at(-1)).toBe('26');
  });

  it('that repeats itself is ended', async () => {
    const { pages, error } = await read(`${standIn.url}/hostile/repeats-cursor`, {
      paging: cursor,
    });
    expect(error).toMatchObject({ code: 'paging-malformed' });
    expect(pages).toBeLessThanOrEqual(2);
  });

  it.each<Paging>([
    { ...data, style: 'next-url', urlPath: 'next' },
    { ...data, style: 'link' },
  ])('does not follow to another host ($style)', async (paging) => {
    const other = await startReceiver();
    const { ids, error } = await read(
      `${standIn.url}/hostile/other-host?to=${encodeURIComponent(other.url('/steal'))}`,
      { paging },
    );
    expect(error).toMatchObject({ code: 'foreign-host' });
    expect(ids).toHaveLength(3);
    expect(other.requests).toEqual([]);
    await other.stop();
  });

  it('of what is no list says so', async () => {
    expect((await read('/me', { paging: cursor })).error).toMatchObject({
      code: 'paging-malformed',
    });
  });
});
