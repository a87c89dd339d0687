import { createHmac } from 'node:crypto';

import type {
  ActionInput,
  ConsoleInput,
  ConsoleResult,
  MappingPreview,
} from '../../server/src/incoming/contracts';
import { aNote } from '../support/builders';
import {
  accepted,
  aNoteUpsert,
  createSource,
  deleteAllSources,
  emptyEventLog,
  eventsOf,
  eventsTable,
  INCOMING,
  incomingOf,
  post,
  SECRET,
  signatureOf,
  worked,
} from '../support/incoming';
import { eventually } from '../support/outgoing';
import { refusal } from '../support/refusals';
import { startStrapi, type RunningStrapi } from '../support/strapi';

const ARTICLE = 'api::article.article';

describe('trying out a source', () => {
  let running: RunningStrapi;
  beforeAll(async () => {
    running = await startStrapi();
  });
  afterAll(() => running.stop());
  beforeEach(async () => {
    await deleteAllSources(running);
    await emptyEventLog(running);
  });

  describe('a mapping against an event that has come in', () => {
    const ask = (id: number, action: ActionInput, eventId?: number) =>
      running.http
        .post(`${INCOMING}/sources/${id}/mapping-preview`)
        .send({ action, ...(eventId !== undefined && { eventId }) });
    const preview = async (...args: Parameters<typeof ask>): Promise<MappingPreview | null> =>
      (await ask(...args).expect(200)).body.data;

    it('shows the entry that it would change, and changes nothing', async () => {
      const source = await createSource(running);
      const { documentId } = await running.strapi
        .documents('api::note.note')
        .create({ data: aNote({ number: 31, text: 'before' }) });
      const id = await accepted(running, source, { data: { number: '31', text: 'after' } });
      const [event] = await eventsOf(running, source.id);
      expect(await preview(source.id, aNoteUpsert())).toEqual({
        event: { id: event?.id, eventType: 'note.saved' },
        payload: { id, type: 'note.saved', data: { number: '31', text: 'after' } },
        matchValue: 31,
        documentId,
        data: { number: 31, text: 'after' },
        problems: [],
      });
      const note = await running.strapi.documents('api::note.note').findOne({ documentId });
      expect(note).toMatchObject({ text: 'before' });
    });

    it('shows that it would create one', async () => {
      const source = await createSource(running);
      await accepted(running, source, { data: { number: 32, text: 'new' } });
      expect(await preview(source.id, aNoteUpsert())).toMatchObject({
        matchValue: 32,
        documentId: null,
        data: { number: 32, text: 'new' },
        problems: [],
      });
    });

    it('says what keeps it from working, field by field', async () => {
      const source = await createSource(running);
      await accepted(running, source, { data: { views: 'many', title: { a: 1 } } });
      const action = aNoteUpsert({
        contentType: ARTICLE,
        match: { field: 'slug', path: 'data.slug' },
        mapping: [
          { field: 'title', from: { path: 'data.title' } },
          { field: 'views', from: { path: 'data.views' } },
          { field: 'rating', from: { value: 'good' } },
        ],
      });
      const found = await preview(source.id, action);
      expect(found).toMatchObject({ matchValue: null, documentId: null, data: {} });
      expect(found?.problems.map(({ field }) => field)).toEqual([
        'slug',
        'title',
        'views',
        'rating',
      ]);
      for (const { message } of found?.problems ?? []) expect(message).toMatch(/\w.{20,}\.$/);
    });

    it('says which required field a new entry would lack', async () => {
      const source = await createSource(running);
      await accepted(running, source, { data: { number: 33 } });
      const found = await preview(source.id, aNoteUpsert());
      expect(found?.problems).toEqual([
        { field: 'text', message: expect.stringContaining('text') },
      ]);
      await running.strapi.documents('api::note.note').create({ data: aNote({ number: 33 }) });
      expect((await preview(source.id, aNoteUpsert()))?.problems).toEqual([]);
    });

    it('takes the newest event that the action is for, or the one that is named', async () => {
      const source = await createSource(running);
      await accepted(running, source, { id: 'p1', type: 'note.paid', data: { number: 1 } });
      await accepted(running, source, { id: 'p2', type: 'note.paid', data: { number: 2 } });
      await accepted(running, source, { id: 's1', type: 'note.sent', data: { number: 3 } });
      const matchValue = async (...args: Parameters<typeof ask>) =>
        (await preview(...args))?.matchValue;
      expect(await matchValue(source.id, aNoteUpsert({ eventTypes: ['note.paid'] }))).toBe(2);
      expect(await matchValue(source.id, aNoteUpsert({ eventTypes: ['note.*'] }))).toBe(3);
      expect(await matchValue(source.id, aNoteUpsert())).toBe(3);
      const oldest = (await eventsOf(running, source.id)).at(-1);
      expect(await matchValue(source.id, aNoteUpsert(), oldest?.id)).toBe(1);
      const { body } = await running.http
        .get(`${INCOMING}/sources/${source.id}/event-types`)
        .expect(200);
      expect(body.data.map(({ name }: { name: string }) => name)).toEqual([
        'note.paid',
        'note.sent',
      ]);
    });

    it('takes an event whose service names no types', async () => {
      const source = await createSource(running, { settings: { header: 'x-signature' } });
      await accepted(running, source, { data: { number: 5, text: 'a' } });
      expect(await preview(source.id, aNoteUpsert())).toMatchObject({
        event: { eventType: null },
        matchValue: 5,
      });
    });

    it('has nothing to show where no such event has come in, or it was refused', async () => {
      const source = await createSource(running);
      const other = await createSource(running);
      expect(await preview(source.id, aNoteUpsert())).toBeNull();
      await accepted(running, source, { type: 'note.sent' });
      await accepted(running, other);
      expect(await preview(source.id, aNoteUpsert({ eventTypes: ['note.paid'] }))).toBeNull();
      const [foreign] = await eventsOf(running, other.id);
      expect(await preview(source.id, aNoteUpsert(), foreign?.id)).toBeNull();
      await post(running.url, source.slug, { body: { data: { number: 1 } }, signature: 'ff' });
      const [refused] = await eventually(async () => {
        const found = await eventsOf(running, source.id, '&state=refused');
        return found.length > 0 && found;
      });
      expect(await preview(source.id, aNoteUpsert(), refused?.id)).toBeNull();
    });

    it.each<[string, object, string]>([
      ['a handler', { kind: 'handler', eventTypes: ['*'] }, 'action'],
      ['an unknown type', { ...aNoteUpsert(), contentType: 'api::x.x' }, 'actions.0.contentType'],
      [
        'a wrong path',
        { ...aNoteUpsert(), match: { field: 'number', path: '' } },
        'action.match.path',
      ],
    ])('refuses %s', async (_name, action, path) => {
      const source = await createSource(running);
      expect(await refusal(ask(source.id, action as ActionInput))).toMatchObject({
        status: 400,
        path,
      });
    });
  });

  describe('a request that somebody has copied', () => {
    const BODY = '{"id":"c1","type":"note.saved"}';
    const ask = (id: number, input: Partial<ConsoleInput>) =>
      running.http
        .post(`${INCOMING}/sources/${id}/console`)
        .send({ headers: `X-Signature: ${signatureOf(BODY)}`, body: BODY, ...input });
    const tryOut = async (...args: Parameters<typeof ask>): Promise<ConsoleResult> =>
      (await ask(...args).expect(200)).body.data;
    const failedCheck = ({ steps }: ConsoleResult) => {
      const failed = steps.findIndex(({ problem }) => problem !== null);
      // What comes after a failure was not looked at.
      expect(failed).toBe(steps.length - 1);
      return [steps[failed]?.check, steps[failed]?.problem?.code];
    };
    const STRIPE_SECRET = `whsec_${SECRET}`;
    const stripe = (at: number, secret = STRIPE_SECRET, body = BODY) => {
      const time = Math.floor(at / 1000);
      const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
      return `stripe-signature: t=${time},v1=${signature}`;
    };

    it('passes every step, and would run these actions; nothing is stored', async () => {
      const source = await createSource(running, {
        actions: [aNoteUpsert(), aNoteUpsert({ id: 'paid', eventTypes: ['note.paid'] })],
      });
      const remove = incomingOf(running).on(source.slug, 'note.*', () => {});
      const headers = `Host: example.com\r\n  x-SIGNATURE:${signatureOf(BODY)}  \n\nnonsense\n`;
      const result = await tryOut(source.id, { headers });
      remove();
      expect(result).toMatchObject({
        isGenuine: true,
        events: [{ eventId: 'c1', eventType: 'note.saved', actionIds: ['upsert', 'handlers'] }],
      });
      expect(result.steps.map(({ check, problem }) => [check, problem])).toEqual([
        ['header', null],
        ['format', null],
        ['signature', null],
      ]);
      expect(await eventsOf(running, source.id)).toEqual([]);
    });

    it('passes with the line breaks that a field of a browser has changed', async () => {
      const { id } = await createSource(running);
      const sent = '{\r\n"id":"c1",\r\n"type":"note.saved"}';
      const pasted = sent.replaceAll('\r\n', '\n');
      const headers = `X-Signature: ${signatureOf(sent)}`;
      expect(await tryOut(id, { headers, body: pasted })).toMatchObject({
        isGenuine: true,
        hasCrlf: true,
        events: [{ eventId: 'c1' }],
      });
      expect(await tryOut(id, { headers, body: sent })).toMatchObject({ hasCrlf: false });
      const other = await tryOut(id, { headers, body: `${pasted}\n` });
      expect(other).toMatchObject({ isGenuine: false, hasCrlf: false });
    });

    it('fails at the step that is wrong', async () => {
      const { id } = await createSource(running);
      expect(failedCheck(await tryOut(id, { headers: '' }))).toEqual(['header', 'header-missing']);
      const twice = `X-Signature: a\nX-Signature: b`;
      expect(failedCheck(await tryOut(id, { headers: twice }))[0]).toBe('header');
      expect(failedCheck(await tryOut(id, { body: `${BODY} ` }))).toEqual([
        'signature',
        'signature-differs',
      ]);
      expect((await tryOut(id, { headers: '' })).events).toBeNull();
    });

    it('is as old as it was when it came, if its time is given', async () => {
      const source = await createSource(running, {
        provider: 'stripe',
        settings: {},
        secret: STRIPE_SECRET,
      });
      const at = Date.now() - 3_600_000;
      const headers = stripe(at);
      expect(failedCheck(await tryOut(source.id, { headers }))[0]).toBe('timestamp');
      const then = new Date(at).toISOString();
      expect(await tryOut(source.id, { headers, at: then })).toMatchObject({ isGenuine: true });
      expect(
        failedCheck(await tryOut(source.id, { headers: 'stripe-signature: x', at: then }))[0],
      ).toBe('format');
    });

    it('was sent to the address that is given, else to that of the source', async () => {
      const settings = { header: 'x-signature', signedContent: '{url}{body}' };
      const publicUrl = 'https://example.com/hooks';
      const { id } = await createSource(running, { settings, publicUrl });
      const to = (url: string) => `x-signature: ${signatureOf(url + BODY)}`;
      expect(await tryOut(id, { headers: to(publicUrl) })).toMatchObject({ isGenuine: true });
      const url = 'https://other.example.com/x?a=b';
      expect(await tryOut(id, { headers: to(url), url })).toMatchObject({ isGenuine: true });
      expect(await tryOut(id, { headers: to(publicUrl), url })).toMatchObject({ isGenuine: false });
    });

    it('is genuine with the old secret for as long as that is accepted', async () => {
      const { id } = await createSource(running, { secret: 'old' });
      const replace = (secret: string, overlapMs: number) =>
        running.http
          .post(`${INCOMING}/sources/${id}/secret`)
          .send({ secret, overlapMs })
          .expect(200);
      const headers = `x-signature: ${signatureOf(BODY, 'old')}`;
      await replace('new', 60_000);
      expect(await tryOut(id, { headers })).toMatchObject({ isGenuine: true });
      await replace('newer', 0);
      expect(await tryOut(id, { headers })).toMatchObject({ isGenuine: false });
    });

    it.each<[object, string]>([
      [{ headers: 1 }, 'headers'],
      [{ body: {} }, 'body'],
      [{ at: 'yesterday' }, 'at'],
      [{ colour: 'red' }, ''],
    ])('%j is refused', async (input, path) => {
      const { id } = await createSource(running);
      expect(await refusal(ask(id, input as Partial<ConsoleInput>))).toMatchObject({
        status: 400,
        path,
      });
    });
  });

  it('shows a seen type as often as it may come', async () => {
    const source = await createSource(running);
    await worked(running, source, { type: 'a' });
    const [row] = await eventsTable(running).where({ source_id: source.id });
    const { id: _id, ...copy } = row;
    const copies = Array.from({ length: 60 }, (_, n) => ({
      ...copy,
      uid: `evt_copy-${n}`,
      dedupe_key: `copy-${n}`,
      event_type: n % 2 === 0 ? 'a' : `b${n % 20}`,
    }));
    await running.strapi.db.connection.batchInsert('ib_webhook_events', copies, 20);
    const { body } = await running.http
      .get(`${INCOMING}/sources/${source.id}/event-types`)
      .expect(200);
    expect(body.data).toHaveLength(11);
  });
});
