import { SYNC_FILE_UID } from '../../server/src/sync/uids';
import { noCounts } from '../../server/src/sync/runs/counted-as';
import { everyDatabase } from '../support/databases';
import { startLargeFileServer } from '../support/large-file';
import { heldMemory } from '../support/memory';
import { ONE_PIXEL } from '../support/rich-content';
import { startShelfSite, type ShelfSite } from '../support/shelf';
import { syncOf } from '../support/sync';

const ALBUM = 'api::album.album';
const ARTICLE = 'api::article.article';
const FILE = 'plugin::upload.file';
const NOTHING = noCounts();
const MIB = 1024 * 1024;

const title = { field: 'title', path: 'name', flow: 'both' };
const cover = { field: 'cover', path: 'image', flow: 'import' };
const pictures = {
  field: 'pictures',
  path: 'images',
  flow: 'import',
  reference: { by: 'url', item: 'src' },
};
const enclosure = { field: 'enclosure', path: 'file', flow: 'import' };
const PNG = { status: 200, headers: { 'content-type': 'image/png' }, body: ONE_PIXEL };

interface StoredFile {
  id: number;
  name: string;
  mime: string;
  ext: string;
}

interface Album {
  documentId: string;
  title: string;
  cover: StoredFile | null;
  pictures: StoredFile[] | null;
  enclosure: StoredFile | null;
  seo: { metaTitle: string; shareImage: StoredFile | null } | null;
}

everyDatabase('pictures and files of a sync', (client) => {
  let site: ShelfSite;
  beforeAll(async () => {
    site = await startShelfSite(client, {
      api: { defaultTimeout: 1_000 },
      sync: { mediaLimit: MIB, mediaAllow: ['127.0.0.1'] },
    });
  });
  afterAll(() => site?.stop());
  beforeEach(async () => {
    await site.clear(ALBUM, ARTICLE, FILE);
    site.receiver.forget();
    for (const name of ['1', '2', '3']) site.receiver.answer(`/${name}.png`, PNG);
  });

  const url = (name: string) => site.receiver.url(name);
  const at = (...names: string[]) => names.map((name) => ({ src: url(`/${name}.png`) }));
  const fetchedPaths = () => site.receiver.requests.map(({ path }) => path);
  const documents = (uid: string) =>
    site.running.strapi.documents(uid as never) as unknown as {
      create(params: object): Promise<Album>;
      update(params: object): Promise<Album>;
      delete(params: object): Promise<unknown>;
      findMany(params: object): Promise<Album[]>;
    };
  const albums = () =>
    documents(ALBUM).findMany({
      populate: ['cover', 'pictures', 'enclosure', 'seo.shareImage'],
      sort: 'title',
    });
  const onlyAlbum = async () => (await albums())[0] as Album;
  const edit = async (data: object) => {
    const { documentId } = await onlyAlbum();
    await documents(ALBUM).update({ documentId, data });
  };
  const upload = () => site.running.strapi.plugin('upload').service('upload');
  const filesThere = (): Promise<StoredFile[]> =>
    site.running.strapi.db.query(FILE).findMany({ orderBy: { id: 'asc' } });
  const removeFile = async ({ id }: { id: number }) => upload().remove(await upload().findOne(id));
  const addFile = async (): Promise<StoredFile> => {
    const http = await site.running.asSuperAdmin();
    const { body } = await http.post('/upload').attach('files', ONE_PIXEL, 'own.png').expect(201);
    return (body as StoredFile[])[0] as StoredFile;
  };
  const namesOf = (files: StoredFile[] | null) => (files ?? []).map(({ name }) => name);
  const jobOf = (job: object = {}) =>
    site.createJob({ contentType: ALBUM, mapping: [title, cover, pictures], ...job });

  it('come into the Media Library once, without credentials; a run without news fetches and writes nothing', async () => {
    const image = url('/1.png');
    site.books.put(
      { id: 'b1', name: 'Black tea', image, images: at('3', '2') },
      { id: 'b2', name: 'Green tea', image, images: [] },
    );
    const job = await jobOf();
    expect((await site.run(job)).counts).toEqual({ ...NOTHING, created: 2 });
    const [black, green] = await albums();
    expect(black?.cover).toMatchObject({ name: '1.png', mime: 'image/png', ext: '.png' });
    expect(namesOf(black?.pictures ?? null)).toEqual(['3.png', '2.png']);
    expect(green?.cover?.id).toBe(black?.cover?.id);
    expect(green?.pictures ?? []).toEqual([]);
    expect(fetchedPaths()).toEqual(['/1.png', '/3.png', '/2.png']);
    for (const { headers } of site.receiver.requests) {
      expect(headers).not.toHaveProperty('authorization');
      expect(headers).not.toHaveProperty('x-api-key');
    }

    expect((await site.run(job)).changes).toEqual([]);
    expect(fetchedPaths()).toHaveLength(3);
    expect(await filesThere()).toHaveLength(3);
  });

  it('follow the record: another address brings another file, another order or none at all needs none', async () => {
    site.books.put({ id: 'b1', name: 'Tea', image: url('/1.png'), images: at('1', '2') });
    const job = await jobOf();
    await site.run(job);
    site.books.put({ id: 'b1', name: 'Tea', image: url('/3.png'), images: at('2', '1') });
    const changed = await site.run(job);
    expect(changed.counts).toEqual({ ...NOTHING, updated: 1 });
    expect(changed.changes[0]?.detail?.toDocument).toEqual([
      { field: 'cover', before: url('/1.png'), after: url('/3.png') },
      {
        field: 'pictures',
        before: [url('/1.png'), url('/2.png')],
        after: [url('/2.png'), url('/1.png')],
      },
    ]);
    const album = await onlyAlbum();
    expect(album.cover).toMatchObject({ name: '3.png' });
    expect(namesOf(album.pictures)).toEqual(['2.png', '1.png']);
    expect(fetchedPaths()).toEqual(['/1.png', '/2.png', '/3.png']);

    site.books.put({ id: 'b1', name: 'Tea', image: null, images: [] });
    expect((await site.run(job)).counts).toEqual({ ...NOTHING, updated: 1 });
    expect(await onlyAlbum()).toMatchObject({ cover: null });
    expect((await onlyAlbum()).pictures ?? []).toEqual([]);
    expect((await site.run(job)).changes).toEqual([]);
    // Others may show it, so it is left in the library.
    expect(await filesThere()).toHaveLength(3);
  });

  it('that an editor has chosen are his, until the record changes too', async () => {
    site.books.put({ id: 'b1', name: 'Tea', image: url('/1.png'), images: at('2') });
    const job = await jobOf({ strategy: 'manual' });
    await site.run(job);
    const [own] = (await filesThere()).filter(({ name }) => name === '2.png');
    const added = await addFile();
    await edit({ cover: added.id });
    expect((await site.run(job)).changes).toEqual([]);

    site.books.put({ id: 'b1', name: 'Herbal tea', image: url('/1.png'), images: at('2') });
    expect((await site.run(job)).counts).toEqual({ ...NOTHING, updated: 1 });
    expect(await onlyAlbum()).toMatchObject({ title: 'Herbal tea', cover: { id: added.id } });

    site.books.put({ id: 'b1', name: 'Herbal tea', image: url('/3.png'), images: at('2') });
    const run = await site.run(job);
    expect(run.counts).toMatchObject({ conflicts: 1 });
    expect(await onlyAlbum()).toMatchObject({ cover: { id: added.id } });
    expect(fetchedPaths()).not.toContain('/3.png');

    const { body } = await site.running.http.get('/integration-builder/sync/conflicts').expect(200);
    const [conflict] = body.data;
    expect(conflict.fields).toMatchObject([
      { field: 'cover', external: url('/3.png'), document: `file:${added.id}` },
    ]);
    const answer = (value: object) =>
      site.running.http
        .post(`/integration-builder/sync/conflicts/${conflict.id}/answer`)
        .send({ fields: { cover: value } });
    await answer({ value: 'file:///etc/passwd' }).expect(400);
    await answer({ value: `file:${own?.id}` }).expect(200);
    expect(await onlyAlbum()).toMatchObject({ cover: { name: '2.png' } });
    expect((await site.run(job)).changes).toEqual([]);
  });

  it('stay as an editor leaves them, who empties a field or deletes a file, until their record names another', async () => {
    site.books.put({ id: 'b1', name: 'Tea', image: url('/1.png'), images: at('2', '3') });
    const job = await jobOf();
    await site.run(job);
    const { cover: own, pictures: gallery } = await onlyAlbum();
    await edit({ cover: null });
    expect((await site.run(job)).changes).toEqual([]);
    await removeFile(own as StoredFile);
    await removeFile(gallery?.[1] as StoredFile);
    expect((await site.run(job)).changes).toEqual([]);
    site.books.put({ id: 'b1', name: 'Green tea', image: url('/1.png'), images: at('2', '3') });
    expect((await site.run(job)).counts).toEqual({ ...NOTHING, updated: 1 });
    expect(await onlyAlbum()).toMatchObject({ title: 'Green tea', cover: null });
    expect(namesOf((await onlyAlbum()).pictures)).toEqual(['2.png']);
    expect(fetchedPaths()).toEqual(['/1.png', '/2.png', '/3.png']);

    site.books.put({ id: 'b1', name: 'Tea', image: url('/3.png'), images: at('3') });
    await site.run(job);
    expect(await onlyAlbum()).toMatchObject({ cover: { name: '3.png' } });
    expect(namesOf((await onlyAlbum()).pictures)).toEqual(['3.png']);
    expect((await site.run(job)).changes).toEqual([]);
  });

  it('are only named by a preview, and by the records beside the form', async () => {
    site.books.put({ id: 'b1', name: 'Tea', image: url('/1.png'), images: at('2') });
    const job = await jobOf();
    const { requests, runs } = syncOf(site.running);
    const preview = await requests.begin({ jobId: job.id, kind: 'preview', cause: 'code' });
    await runs.whenEnded(job.id);
    const [change] = await runs.changes(preview.id);
    expect(change?.detail?.toDocument).toContainEqual(
      expect.objectContaining({ field: 'cover', after: url('/1.png') }),
    );
    const { body } = await site.running.http
      .post('/integration-builder/sync/sample')
      .send({
        connectionId: job.connectionId,
        resource: 'books',
        contentType: ALBUM,
        mapping: [title, cover, pictures],
      })
      .expect(200);
    expect(body.data[0].after).toMatchObject({
      cover: url('/1.png'),
      pictures: [url('/2.png')],
    });
    expect(site.receiver.requests).toEqual([]);
    expect(await filesThere()).toEqual([]);

    await site.running.http.post(`/integration-builder/sync/runs/${preview.id}/apply`).expect(201);
    await runs.whenEnded(job.id);
    expect(await onlyAlbum()).toMatchObject({ cover: { name: '1.png' } });
  });

  it('stand in components too, and go with a draft that is published', async () => {
    const share = { field: 'seo.shareImage', path: 'image', flow: 'import' };
    const metaTitle = { field: 'seo.metaTitle', path: 'name', flow: 'both' };
    site.books.put({ id: 'b1', name: 'Tea', image: url('/1.png') });
    const job = await jobOf({ mapping: [title, metaTitle, share] });
    await site.run(job);
    expect(await onlyAlbum()).toMatchObject({
      seo: { metaTitle: 'Tea', shareImage: { name: '1.png' } },
    });
    site.books.put({ id: 'b1', name: 'Tea', image: url('/2.png') });
    expect((await site.run(job)).changes[0]?.detail?.toDocument).toEqual([
      { field: 'seo.shareImage', before: url('/1.png'), after: url('/2.png') },
    ]);
    expect(await onlyAlbum()).toMatchObject({
      seo: { metaTitle: 'Tea', shareImage: { name: '2.png' } },
    });
    expect((await site.run(job)).changes).toEqual([]);

    const articles = await site.createJob({
      contentType: ARTICLE,
      locale: 'en',
      publication: 'publish',
      mapping: [title, cover],
    });
    await site.run(articles);
    const [article] = await documents(ARTICLE).findMany({
      locale: 'en',
      status: 'published',
      populate: ['cover'],
    });
    expect(article).toMatchObject({ cover: { name: '2.png' } });
    expect((await site.run(articles)).changes).toEqual([]);
  });

  describe('that cannot be had', () => {
    const page = '<!doctype html><script>alert(1)</script>';
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    const sent = (type: string, body: string) => ({
      status: 200,
      headers: { 'content-type': type },
      body,
    });
    const answers = {
      '/gone': { status: 404 },
      '/page': sent('image/png', page),
      '/html': sent('text/html', page),
      '/drawing': sent('image/svg+xml', drawing),
      '/text': sent('text/plain', 'abc'),
      '/broken': { ...PNG, body: ONE_PIXEL.subarray(0, 50) },
      '/large': sent('image/png', 'x'.repeat(MIB + 1)),
      '/endless': { fault: 'endless-body' },
      '/hang': { fault: 'hang' },
      '/cut-off': { fault: 'cut-off' },
      '/to-metadata': {
        status: 302,
        headers: { location: 'http://169.254.169.254/latest/meta-data' },
      },
      '/to-file': { status: 302, headers: { location: 'file:///etc/passwd' } },
    } as const;
    const fetched: [keyof typeof answers, string][] = [
      ['/gone', 'answered with 404'],
      ['/page', 'none of the type image/png, as which it is sent'],
      ['/html', 'of the type text/html, which may hold scripts'],
      ['/drawing', 'of the type image/svg+xml, which may hold scripts'],
      ['/text', 'of the type text/plain, and the field takes pictures'],
      ['/broken', 'Strapi refuses: File is not a valid image'],
      ['/large', `more than ${MIB} bytes`],
      ['/endless', `more than ${MIB} bytes`],
      ['/cut-off', 'closed the connection'],
      ['/to-metadata', '"169.254.169.254" leads to'],
      ['/to-file', 'leads to no http or https address'],
      ['/hang', 'did not answer in time'],
    ];
    const named: [string, unknown, string][] = [
      ['a file of the server', 'file:///etc/passwd', 'no http or https address'],
      ['data', 'data:image/png;base64,AAAA', 'no http or https address'],
      ['this machine', 'http://127.0.0.2/a.png', '"127.0.0.2" leads to'],
      ['metadata', 'http://169.254.169.254/latest/meta-data', '"169.254.169.254" leads to'],
      ['credentials', 'http://me:secret@files.test/a.png', 'a user name or a password'],
      ['10 kB', `http://files.test/${'a'.repeat(10_240)}`, 'longer than 2048 characters'],
    ];

    it('set their record aside with the reason, and the others go on', async () => {
      for (const [path, behaviour] of Object.entries(answers)) {
        site.receiver.answer(path, behaviour);
      }
      fetched.forEach(([path], n) =>
        site.books.put({ id: `f${n}`, name: `Tea ${n}`, image: url(path) }),
      );
      site.books.put({ id: 'good', name: 'Good tea', image: null });
      named.forEach(([, image], n) => site.books.put({ id: `n${n}`, name: `Tee ${n}`, image }));
      const job = await jobOf({ failureStop: { count: 100, percent: 100 } });
      const run = await site.run(job);
      expect(run.counts).toEqual({ ...NOTHING, created: 1, failed: fetched.length + named.length });
      const errorOf = (externalId: string) =>
        run.changes.find((change) => change.externalId === externalId)?.error ?? '';
      fetched.forEach(([path, reason], n) => {
        expect(errorOf(`f${n}`)).toMatch(/^The record has "http:.* at "image", which /);
        expect(errorOf(`f${n}`)).toContain(url(path).slice(0, 60));
        expect(errorOf(`f${n}`)).toContain(reason);
      });
      named.forEach(([, , reason], n) => {
        expect(errorOf(`n${n}`)).toContain(' at "image", which ');
        expect(errorOf(`n${n}`)).toContain(reason);
      });
      expect(await albums()).toMatchObject([{ title: 'Good tea' }]);
      expect(await filesThere()).toEqual([]);
      // What may pass is tried again, and what stays as it is not.
      expect(fetchedPaths().filter((path) => path === '/cut-off')).toHaveLength(3);
      expect(fetchedPaths().filter((path) => path === '/gone')).toHaveLength(1);
    });

    it('are asked for again by the next run', async () => {
      site.receiver.answer('/1.png', { status: 404 });
      site.books.put({ id: 'b1', name: 'Tea', image: url('/1.png') });
      const job = await jobOf();
      expect((await site.run(job)).counts).toEqual({ ...NOTHING, failed: 1 });
      site.receiver.answer('/1.png', PNG);
      expect((await site.run(job)).counts).toEqual({ ...NOTHING, created: 1 });
    });
  });

  it('keep to the site’s own rules for uploads', async () => {
    site.books.put({ id: 'b1', name: 'Tea', image: url('/1.png') });
    site.running.strapi.config.set('plugin::upload.security', { deniedTypes: ['image/*'] });
    try {
      const { changes } = await site.run(await jobOf());
      expect(changes[0]?.error).toContain("image/png, which the site's rules for uploads refuse");
    } finally {
      site.running.strapi.config.set('plugin::upload.security', undefined);
    }
  });

  it.each<[string, object, string]>([
    [
      'is to go out',
      { direction: 'export', mapping: [title, { ...cover, flow: 'both' }], matchField: 'title' },
      '"cover" can only come in: files are not sent out.',
    ],
    [
      'is to go both ways',
      { direction: 'two-way', mapping: [title, { ...cover, flow: 'both' }], matchField: 'title' },
      '"cover" can only come in: files are not sent out.',
    ],
    ['is to be made in bulk', { writing: 'bulk' }, '"cover" stands in other tables'],
    [
      'names entries',
      { mapping: [title, { ...cover, reference: { by: 'field', field: 'name' } }] },
      '"cover" holds files, and names no entries.',
    ],
    [
      'is to become something else',
      { mapping: [title, { ...cover, transform: { kind: 'slug' } }] },
      'of which nothing else can become',
    ],
    [
      'is no field for files',
      { mapping: [{ ...title, reference: { by: 'url' } }] },
      '"title" holds no files.',
    ],
    [
      'is the same of every record, and no address',
      { mapping: [title, { ...cover, path: '', constant: 'no address' }] },
      'no http or https address',
    ],
  ])('are refused where a pair %s', async (_name, changes, message) => {
    await expect(jobOf(changes)).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(message),
    });
  });

  it('come in within a job that goes both ways', async () => {
    site.books.put({ id: 'b1', name: 'Tea', image: url('/1.png') });
    const job = await jobOf({
      direction: 'two-way',
      mapping: [title, cover],
      matchField: 'title',
    });
    await site.run(job);
    await documents(ALBUM).create({
      data: { title: 'Coffee', cover: (await onlyAlbum()).cover?.id },
    });
    expect((await site.run(job)).counts).toEqual({ ...NOTHING, created: 1 });
    expect([...site.books.records.values()]).toEqual([
      { id: 'b1', name: 'Tea', image: url('/1.png') },
      { id: 'made-2', name: 'Coffee' },
    ]);
    expect((await site.run(job)).changes).toEqual([]);
    expect(await albums()).toMatchObject([
      { title: 'Coffee', cover: { name: '1.png' } },
      { title: 'Tea', cover: { name: '1.png' } },
    ]);
  });

  it('stay when their job goes, which then knows them no longer', async () => {
    site.books.put({ id: 'b1', name: 'Tea', image: url('/1.png') });
    const job = await jobOf();
    await site.run(job);
    const known = () => site.running.strapi.db.query(SYNC_FILE_UID).count({});
    expect(await known()).toBe(1);
    await syncOf(site.running).jobs.delete(job.id);
    expect(await known()).toBe(0);
    expect(await filesThere()).toHaveLength(1);
    expect(await onlyAlbum()).toMatchObject({ cover: { name: '1.png' } });
  });
});

it('a file of 100 MiB takes no more memory than a small one', async () => {
  const server = await startLargeFileServer();
  const site = await startShelfSite(undefined, { sync: { mediaAllow: ['127.0.0.1'] } });
  try {
    const job = await site.createJob({ contentType: ALBUM, mapping: [title, enclosure] });
    site.books.put({ id: 'b1', name: 'Tea', file: `http://127.0.0.1:${server.port}/film` });
    const before = await heldMemory();
    const running = site.run(job);
    await server.nearlySent;
    const during = await heldMemory();
    server.release();
    expect((await running).counts).toEqual({ ...NOTHING, created: 1 });
    expect(await site.running.strapi.db.query(FILE).findMany()).toMatchObject([
      { name: 'film.bin', ext: '.bin', mime: 'application/octet-stream', size: 104_857.6 },
    ]);
    expect(during - before).toBeLessThan(30);
  } finally {
    await site.stop();
    await server.stop();
  }
});

it('no address in a private network is asked for a file, whatever connections and endpoints may reach', async () => {
  const site = await startShelfSite(undefined, { network: { allow: ['127.0.0.1'] } });
  try {
    const job = await site.createJob({ contentType: ALBUM, mapping: [title, cover] });
    site.books.put({ id: 'b1', name: 'Tea', image: site.receiver.url('/1.png') });
    const { counts, changes } = await site.run(job);
    expect(counts).toEqual({ ...NOTHING, failed: 1 });
    expect(changes[0]?.error).toContain(
      'from which no files may be fetched. If they are meant to come from there',
    );
    expect(site.receiver.requests.map(({ path }) => path)).not.toContain('/1.png');
  } finally {
    await site.stop();
  }
});
