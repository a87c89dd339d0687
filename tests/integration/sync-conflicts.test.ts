import type { Conflict } from '../../server/src/sync/contracts';
import { everyDatabase } from '../support/databases';
import { startNoteSync, type NoteSync } from '../support/note-sync';
import { syncOf } from '../support/sync';

const CONFLICTS = '/integration-builder/sync/conflicts';

everyDatabase('a conflict', (client) => {
  let site: NoteSync;
  beforeAll(async () => {
    site = await startNoteSync(client);
  });
  afterAll(() => site?.stop());

  const http = () => site.running.http;
  /** Each test is about a product of its own. */
  let product = '';
  let number = 30;
  beforeEach(() => {
    number += 1;
    product = `prd_00${number}`;
  });
  /** About the product that a test is about. */
  async function conflicts(state: string): Promise<Conflict[]> {
    const response = await http().get(`${CONFLICTS}?jobId=${site.job.id}&state=${state}`);
    const { data } = response.body as { data: Conflict[] };
    return data.filter(({ externalId }) => externalId === product);
  }
  const only = async (state: string): Promise<Conflict> => {
    const found = await conflicts(state);
    expect(found).toHaveLength(1);
    return found[0] as Conflict;
  };
  const answer = (id: number, body: object) => http().post(`${CONFLICTS}/${id}/answer`).send(body);
  const textOf = async (documentId: string) =>
    (await site.allNotes()).find((note) => note.documentId === documentId)?.text;

  /** Both sides have changed the name of the product. */
  async function aConflict(): Promise<Conflict> {
    const note = await site.noteWith((await site.product(product)).name);
    await site.notes().update({ documentId: note?.documentId, data: { text: `Here ${product}` } });
    await site.change(product, { name: `There ${product}` });
    expect((await site.run()).counts).toMatchObject({ conflicts: 1, updated: 0 });
    return only('open');
  }

  describe('that waits for a person', () => {
    beforeAll(() => site.startAnew({ strategy: 'manual' }));

    it('is shown with both values and the last agreed one', async () => {
      const conflict = await aConflict();
      expect(conflict).toMatchObject({
        jobName: 'Products as notes',
        externalId: product,
        gone: null,
        state: 'open',
        answeredBy: null,
        fields: [
          {
            field: 'text',
            base: expect.stringContaining(', no. 31'),
            external: `There ${product}`,
            document: `Here ${product}`,
            winner: null,
          },
        ],
      });
      const list = await http().get('/integration-builder/sync/jobs').expect(200);
      expect(list.body).toMatchObject({ data: [{ openConflictCount: 1 }] });
    });

    it.each<[string, object, string]>([
      ["the service's value", { side: 'external' }, 'There'],
      ["Strapi's value", { side: 'document' }, 'Here'],
      ['another one', { value: 'Neither' }, 'Neither'],
    ])('is answered with %s, on both sides at once', async (_name, said, word) => {
      const { id, documentId } = await aConflict();
      const expected = word === 'Neither' ? word : `${word} ${product}`;
      const answered = await answer(id, { fields: { text: said } }).expect(200);
      expect(answered.body).toMatchObject({
        data: { state: 'closed', answeredBy: 'Mary Admin', fields: [{ chosen: expected }] },
      });
      expect(await textOf(documentId)).toBe(expected);
      expect(await site.product(product)).toMatchObject({ name: expected });
      expect(await conflicts('open')).toEqual([]);
      expect((await site.run()).counts).toMatchObject({ updated: 0, conflicts: 0 });
    });

    it('is not answered by what somebody saw before a side changed again', async () => {
      const { id, documentId } = await aConflict();
      await site.change(product, { name: 'There, anew' });
      const refused = await answer(id, { fields: { text: { side: 'external' } } }).expect(400);
      expect(refused.body).toMatchObject({
        error: { details: { code: 'sync-conflict-outdated' } },
      });
      expect(await textOf(documentId)).toBe(`Here ${product}`);
      expect(await site.product(product)).toMatchObject({ name: 'There, anew' });
      const anew = await only('open');
      expect(anew.fields).toMatchObject([{ external: 'There, anew', document: `Here ${product}` }]);
      await answer(anew.id, { fields: { text: { side: 'document' } } }).expect(200);
      expect(await site.product(product)).toMatchObject({ name: `Here ${product}` });
    });

    it('wants a value for each of its fields, and for no other', async () => {
      const { id } = await aConflict();
      await answer(id, { fields: {} }).expect(400);
      await answer(id, { fields: { text: { side: 'both' } } }).expect(400);
      await answer(id, { survivor: 'keep' }).expect(400);
      const fields = { text: { side: 'document' }, number: { value: 1 } };
      await answer(id, { fields }).expect(400);
      await http().post(`${CONFLICTS}/${id}/undo`).expect(400);
      expect((await only('open')).id).toBe(id);
    });

    it('is not answered with what the type of the field cannot hold', async () => {
      const { id, documentId } = await aConflict();
      const refused = await answer(id, { fields: { text: { value: { not: 'a text' } } } });
      expect(refused.status).toBe(400);
      expect(refused.body).toMatchObject({
        error: { details: { errors: [{ path: ['fields', 'text'] }] } },
      });
      expect(await site.product(product)).toMatchObject({ name: `There ${product}` });
      expect(await only('open')).toMatchObject({ id, documentId });
    });

    it('that was answered waits while the service cannot be reached', async () => {
      const { id } = await aConflict();
      await site.standIn.control.setModes({ api: 'error-500' });
      const answered = await answer(id, { fields: { text: { side: 'document' } } }).expect(200);
      expect(answered.body).toMatchObject({ data: { state: 'answered' } });
      await site.standIn.control.setModes({ api: 'ok' });
      await syncOf(site.running).runs.resume();
      await syncOf(site.running).runs.whenEnded(site.job.id);
      expect(await site.product(product)).toMatchObject({ name: `Here ${product}` });
      expect(await only('closed')).toMatchObject({ id, answeredBy: 'Mary Admin' });
    });
  });

  it('that the rules have decided can be taken back, and that as well', async () => {
    await site.startAnew({ strategy: 'source-wins' });
    const note = await site.noteWith((await site.product(product)).name);
    const documentId = note?.documentId ?? '';
    await site.notes().update({ documentId, data: { text: 'Here' } });
    await site.change(product, { name: 'There' });
    await site.run();
    expect(await textOf(documentId)).toBe('There');
    const { id } = await only('decided');

    for (const expected of ['Here', 'There']) {
      await http().post(`${CONFLICTS}/${id}/undo`).expect(200);
      expect(await textOf(documentId)).toBe(expected);
      expect(await site.product(product)).toMatchObject({ name: expected });
    }
    await site.change(product, { name: 'Something else since' });
    await http().post(`${CONFLICTS}/${id}/undo`).expect(400);
    expect(await site.product(product)).toMatchObject({ name: 'Something else since' });
  });

  it('that the entry has won where records only come in can be taken back', async () => {
    await site.startAnew({ direction: 'import', strategy: 'destination-wins' });
    const note = await site.noteWith((await site.product(product)).name);
    const documentId = note?.documentId ?? '';
    await site.notes().update({ documentId, data: { text: 'Here' } });
    await site.change(product, { name: 'There' });
    await site.run();
    expect(await textOf(documentId)).toBe('Here');
    const { id } = await only('decided');
    await http().post(`${CONFLICTS}/${id}/undo`).expect(200);
    expect(await textOf(documentId)).toBe('There');
  });

  it('keeps its answer where taking it back cannot be begun', async () => {
    await site.startAnew({ strategy: 'manual' });
    const { id } = await aConflict();
    await answer(id, { fields: { text: { side: 'document' } } }).expect(200);
    await site.standIn.control.setModes({ api: 'slow', slowMs: 1_000 });
    await syncOf(site.running).run(site.job.id);
    await http().post(`${CONFLICTS}/${id}/undo`).expect(400);
    await site.standIn.control.setModes({ api: 'ok' });
    await syncOf(site.running).runs.whenEnded(site.job.id);
    expect(await only('closed')).toMatchObject({ id, answeredBy: 'Mary Admin' });
  });

  describe('between a change and a deletion', () => {
    const deletes = { document: 'delete', external: 'delete' };
    beforeAll(() => site.startAnew({ strategy: 'manual', deletes }));

    async function aDeletion(): Promise<Conflict> {
      const note = await site.noteWith((await site.product(product)).name);
      await site.notes().update({ documentId: note?.documentId, data: { number: 999 } });
      await site.api.delete(`/products/${product}`);
      await site.run();
      const conflict = await only('open');
      expect(conflict).toMatchObject({ gone: 'external', documentId: note?.documentId });
      return conflict;
    }

    it('is answered by deleting what is left', async () => {
      const { id, documentId } = await aDeletion();
      await answer(id, { fields: { number: { side: 'document' } } }).expect(400);
      await answer(id, { survivor: 'delete' }).expect(200);
      expect(await textOf(documentId)).toBeUndefined();
      expect(await conflicts('open')).toEqual([]);
    });

    it('is not answered by deleting what nobody has seen', async () => {
      const { id, documentId } = await aDeletion();
      await site.notes().update({ documentId, data: { text: 'Written since' } });
      const refused = await answer(id, { survivor: 'delete' }).expect(400);
      expect(refused.body).toMatchObject({
        error: { details: { code: 'sync-conflict-outdated' } },
      });
      expect(await textOf(documentId)).toBe('Written since');
    });

    it('is answered by keeping it, and leaving the pair alone where the service takes no new one', async () => {
      const { id, documentId } = await aDeletion();
      const answered = await answer(id, { survivor: 'keep' });
      // The service wants more of a new record than a note has, which it says.
      expect(answered.status).toBe(400);
      expect(answered.body).toMatchObject({
        error: { message: expect.stringContaining('422'), details: { code: 'sync-answer-failed' } },
      });
      expect(await textOf(documentId)).toBeDefined();
      expect(await conflicts('open')).toEqual([]);
      expect((await site.run()).counts).toMatchObject({ failed: 1, deleted: 0 });
    });
  });
});
