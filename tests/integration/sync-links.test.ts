import { createLinkStore, type LinkStore } from '../../server/src/sync/links/link-store';
import type { LinkState } from '../../server/src/sync/plan/record-state';
import { everyDatabase } from '../support/databases';
import { startStrapi, type RunningStrapi } from '../support/strapi';

everyDatabase('what is known of pairs', (client) => {
  let running: RunningStrapi;
  let links: LinkStore;
  let jobs = 0;
  beforeAll(async () => {
    running = await startStrapi({ client });
  });
  afterAll(() => running?.stop());
  beforeEach(() => {
    jobs += 1;
    links = createLinkStore(running.strapi, jobs);
  });

  const aLink = (externalId: string, documentId: string): Omit<LinkState, 'id'> => ({
    externalId,
    documentId,
    base: { external: { name: 'Ä' }, document: { name: 'ä' } },
    gone: null,
    openConflict: null,
  });
  const insert = (...pairs: [string, string][]) =>
    running.strapi.db.connection.transaction(async (trx) => {
      for (const [externalId, documentId] of pairs) {
        await links.insert(aLink(externalId, documentId), trx);
      }
    });

  it('is found by either side, and holds what each had', async () => {
    await insert(['r1', 'd1'], ['r2', 'd2']);
    const [found] = await links.findByExternalIds(['r2', 'none']);
    expect(found).toMatchObject(aLink('r2', 'd2'));
    expect(await links.findByDocumentIds(['d2'])).toEqual([found]);
  });

  it('tells ids apart that differ in case alone, and takes long ones', async () => {
    const long = 'x'.repeat(2_000);
    await insert(['abc', 'd1'], ['ABC', 'd2'], [long, 'd3']);
    expect(await links.findByExternalIds(['ABC'])).toMatchObject([{ documentId: 'd2' }]);
    expect(await links.findByExternalIds([long])).toMatchObject([{ documentId: 'd3' }]);
  });

  it.each<[string, [string, string]]>([
    ['the record', ['r1', 'd9']],
    ['the entry', ['r9', 'd1']],
  ])('says so where %s belongs to another one already', async (_name, pair) => {
    await insert(['r1', 'd1']);
    await expect(insert(pair)).rejects.toMatchObject({ code: 'link-taken' });
    expect((await links.pageAfter(0)).map(({ externalId }) => externalId)).toEqual(['r1']);
  });

  it('is of one job alone', async () => {
    await insert(['r1', 'd1']);
    const others = createLinkStore(running.strapi, jobs + 1_000);
    expect(await others.findByExternalIds(['r1'])).toEqual([]);
    expect(await others.bounds()).toBeNull();
  });

  it('is read page by page between its bounds', async () => {
    expect(await links.bounds()).toBeNull();
    await insert(['r1', 'd1'], ['r2', 'd2'], ['r3', 'd3']);
    const bounds = await links.bounds();
    const [first, second, third] = await links.pageAfter(0);
    expect(bounds).toEqual({ first: first?.id, last: third?.id });
    expect(await links.pageAfter(second?.id ?? 0)).toEqual([third]);
    expect(await links.pageAfter(third?.id ?? 0)).toEqual([]);
  });
});
