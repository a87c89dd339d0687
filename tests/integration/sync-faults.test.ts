import type { RequestListener, ServerResponse } from 'node:http';

import { defineProvider } from '../../server/src/providers/provider';
import { restResource } from '../../server/src/providers/resources/rest-resource';
import type { JobRecord } from '../../server/src/sync/jobs/job-record';
import { noCounts } from '../../server/src/sync/runs/counted-as';
import { connectByKey } from '../support/builder';
import { addHarbour, connectHarbour, scriptedProvider } from '../support/connections';
import { type LoopbackServer, startHttpServer } from '../support/loopback-server';
import { NOTE } from '../support/note-sync';
import { startStandIn } from '../support/stand-in';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { aNoteJob, ran, syncOf } from '../support/sync';

interface Book {
  id: string;
  name: string;
  stock: number;
}

const PAGE_SIZE = 20;
const NOTHING = noCounts();

const aBook = (n: number): Book => ({ id: `book-${n}`, name: `Book ${n}`, stock: n });

/** A library that has 100 books, in pages of 20 that are counted, so that whatever comes or goes moves all others. */
function createLibrary() {
  const library = {
    books: [] as Book[],
    /** Pages that were asked for, in order. */
    asked: [] as number[],
    /** What becomes of the next request for a page, by its number; after that it is answered. */
    mishaps: new Map<number, (response: ServerResponse) => unknown>(),
    /** After a page was read off the shelf. */
    onRead: (_page: number): void => undefined,
    restock() {
      library.books = Array.from({ length: 100 }, (_, n) => aBook(n));
      library.asked = [];
      library.mishaps.clear();
      library.onRead = () => undefined;
    },
  };

  const answer: RequestListener = ({ url = '' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://library.test');
    const send = (body: unknown, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const [, , id] = pathname.split('/');
    if (id !== undefined) {
      const book = library.books.find((one) => one.id === id);
      return send(book ?? { message: 'There is no such book.' }, book ? 200 : 404);
    }
    if (pathname !== '/books') return send({ name: 'Reader' });

    const page = Number(searchParams.get('page') ?? 1);
    library.asked.push(page);
    const mishap = library.mishaps.get(page);
    library.mishaps.delete(page);
    if (mishap) return mishap(response);
    const data = library.books.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
    send({ data, total_pages: Math.ceil(library.books.length / PAGE_SIZE) });
    library.onRead(page);
  };
  return { library, answer };
}

const books = restResource({
  id: 'books',
  name: 'Books',
  fields: [
    { path: 'name', type: 'text' },
    { path: 'stock', type: 'number' },
  ],
  idPath: 'id',
  list: {
    path: '/books',
    paging: {
      style: 'page',
      recordsPath: 'data',
      pageParam: 'page',
      firstPage: 1,
      totalPagesPath: 'total_pages',
    },
  },
  get: { method: 'GET', path: '/books/{id}' },
});

describe('a sync whose service', () => {
  const { library, answer } = createLibrary();
  let server: LoopbackServer;
  let running: RunningStrapi;
  let job: JobRecord;
  beforeAll(async () => {
    server = await startHttpServer(answer);
    running = await startStrapi();
    running.strapi
      .plugin('integration-builder')
      .service('providers')
      .register(
        defineProvider({
          ...scriptedProvider(`http://127.0.0.1:${server.port}`),
          id: 'library',
          resources: [books],
        }),
      );
    const { id } = await connectByKey(running.http, 'library');
    job = await syncOf(running).jobs.create(
      aNoteJob(id, {
        resource: 'books',
        direction: 'import',
        deletes: { document: 'delete', external: 'ignore' },
        batchSize: PAGE_SIZE,
      }),
    );
  });
  afterAll(async () => {
    await running?.stop();
    await server?.stop();
  });
  beforeEach(async () => {
    library.restock();
    await ran(running, job.id);
    library.asked = [];
    for (const book of library.books) book.stock += 1_000;
  });

  const notes = async () => {
    const rows = await running.strapi.db.query(NOTE).findMany({ orderBy: 'number' });
    return rows.map(({ text, number }) => ({ name: text as string, stock: number as number }));
  };
  const onTheShelf = () =>
    library.books
      .map(({ name, stock }) => ({ name, stock }))
      .sort((one, other) => one.stock - other.stock);

  it.each<[string, (response: ServerResponse) => unknown]>([
    ['fails at one page', (response) => response.writeHead(500).end('{}')],
    ['is asked too often', (response) => response.writeHead(429, { 'retry-after': '1' }).end('{}')],
    ['hangs up before it answers', (response) => response.socket?.destroy()],
    [
      'hangs up in the middle of a page',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': 5_000 });
        response.write('{"data":[{"id":"book-40"');
        setTimeout(() => response.socket?.destroy(), 50);
      },
    ],
  ])('%s is asked for that page again, and nothing is missed', async (_, mishap) => {
    library.mishaps.set(3, mishap);
    const run = await ran(running, job.id);
    expect(run).toMatchObject({
      state: 'completed',
      examined: 100,
      counts: { ...NOTHING, updated: 100 },
    });
    expect(library.asked).toEqual([1, 2, 3, 3, 4, 5]);
    expect(await notes()).toEqual(onTheShelf());
  });

  it('gets books while it is listed loses and doubles none, and deletes none', async () => {
    library.onRead = (page) => {
      if (page === 2) library.books.unshift(aBook(-1));
      if (page === 4) library.books.push(aBook(100));
    };
    const run = await ran(running, job.id);
    // The last of page 2 came again as the first of page 3.
    expect(run).toMatchObject({ state: 'completed', counts: { deleted: 0, failed: 0 } });
    library.onRead = () => undefined;
    expect((await ran(running, job.id)).counts).toMatchObject({ deleted: 0, failed: 0 });
    expect(await notes()).toEqual(onTheShelf());
    expect((await ran(running, job.id)).counts).toEqual(NOTHING);
  });

  it('loses a book while it is listed, so that another moves out of sight, keeps that one', async () => {
    library.onRead = (page) => {
      if (page === 2) library.books.splice(0, 1);
    };
    // The first of page 3 was by then on page 2.
    const run = await ran(running, job.id);
    expect(run).toMatchObject({ state: 'completed', counts: { ...NOTHING, updated: 99 } });
    expect(await notes()).toContainEqual({ name: 'Book 40', stock: 40 });
    library.onRead = () => undefined;
    expect((await ran(running, job.id)).counts).toEqual({ ...NOTHING, updated: 1, deleted: 1 });
    expect(await notes()).toEqual(onTheShelf());
  });
});

it('a token that expires in the middle of a run is renewed, and the run goes on', async () => {
  const standIn = await startStandIn({ modes: { accessTokenLifeMs: 2_000 } });
  const running = await startStrapi({ config: { oauth: { tokenRefreshBuffer: 100 } } });
  try {
    await addHarbour(running, standIn);
    const { id } = await connectHarbour(running);
    await standIn.control.setModes({ api: 'slow', slowMs: 1_200 });
    const job = await syncOf(running).jobs.create(aNoteJob(id, { direction: 'import' }));
    const before = (await standIn.control.counters()).tokenRequests.refresh_token;
    expect(await ran(running, job.id)).toMatchObject({
      state: 'completed',
      counts: { ...NOTHING, created: 120 },
    });
    const after = (await standIn.control.counters()).tokenRequests.refresh_token;
    expect(after).toBeGreaterThan(before);
  } finally {
    await running.stop();
    await standIn.stop();
  }
});
