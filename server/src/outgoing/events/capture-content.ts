import type { Modules } from '@strapi/strapi';

import type { Strapi } from '../../feature';
import { inTransaction } from '../../transaction';
import { currentActor } from './actor';
import { withinDocumentAction } from './capture-users';
import { changesBetween } from './changed-fields';
import { EVENT_TYPES_OF_ACTION, type ContentEvent } from './content-event';
import { neededRelations, type EntryRow, type Snapshots } from './document-snapshot';
import type { Outbox } from './outbox';
import { isRelational, type Schemas } from './public-entry';
import { isObservedContentType } from './schemas-of';

type Context = Modules.Documents.Middleware.Context;
type EventBody = Pick<ContentEvent, 'type' | 'changes' | 'clonedFrom'> & { row: EntryRow };

/** What turns changes into messages works with. */
export interface CaptureDependencies {
  outbox: Outbox;
  snapshots: Snapshots;
  schemas: Schemas;
  /** Called after the commit of a transaction that recorded something. */
  onRecorded: () => void;
  now: () => number;
}

/**
 * Turns changes made through the document service into messages, in one transaction with the change: without it, a
 * crash between the two would lose the event, and a rollback would announce what never happened.
 */
export function captureContent(strapi: Strapi, dependencies: CaptureDependencies): void {
  const { outbox, schemas, onRecorded, now } = dependencies;

  strapi.documents.use(async (context, next) => {
    const types = EVENT_TYPES_OF_ACTION[context.action];
    if (!types || !isObservedContentType(strapi, context.uid)) return next();

    return inTransaction(strapi, async ({ trx, onCommit }) => {
      const endpoints = await outbox.subscribers(types, context.uid, trx);
      if (endpoints.length === 0) return next();

      const relations = neededRelations(schemas, context.uid, endpoints);
      const proceed = () =>
        withinDocumentAction(context.uid, next as () => Promise<Awaited<ReturnType<typeof next>>>);
      const { result, events } = await observe(dependencies, context, proceed, relations);
      const actor = currentActor(strapi);
      const occurredAt = now();

      let recorded = 0;
      for (const { row, ...event } of events) {
        recorded += await outbox.recordContentEvent(
          {
            ...event,
            contentType: context.uid,
            documentId: row.documentId,
            locale: row.locale ?? null,
            entry: row,
            actor,
            occurredAt,
          },
          endpoints,
          trx,
        );
      }
      if (recorded > 0) onCommit(onRecorded);
      return result;
    });
  });
}

/** Runs the action and says what it did, reading before it what is gone or changed after it. */
async function observe<Result>(
  { snapshots, schemas }: CaptureDependencies,
  context: Context,
  next: () => Promise<Result>,
  relations: string[],
): Promise<{ result: Result; events: EventBody[] }> {
  const { uid } = context;
  const params = context.params as {
    documentId?: string;
    data?: Record<string, unknown>;
    status?: string;
  };
  // Strapi's REST API asks for `published` of every type; only one with drafts is published by it.
  const isPublished =
    params.status === 'published' && context.contentType.options?.draftAndPublish === true;
  const documentId = params.documentId ?? '';
  const reload = async (rows: EntryRow[]) =>
    relations.length === 0 && !hasSelection(context)
      ? rows
      : snapshots.rowsById(
          uid,
          rows.map(({ id }) => id),
          { whole: relations },
        );

  switch (context.action) {
    case 'create': {
      const result = await next();
      if (!isEntry(result)) return { result, events: [] };
      const [row = result] = await reload([result]);
      return { result, events: withPublication('entry.create', row, isPublished) };
    }
    case 'clone': {
      const result = await next();
      const rows = await reload(entriesOf(result));
      return {
        result,
        events: rows.map((row) => ({ type: 'entry.create', clonedFrom: documentId, row })),
      };
    }
    case 'update': {
      const shape = { whole: relations, compared: relationsIn(schemas, uid, params.data) };
      const before = await snapshots.rowsOf(uid, documentId, shape);
      const result = await next();
      if (!isEntry(result)) return { result, events: [] };
      const [after = result] = await snapshots.rowsById(uid, [result.id], shape);
      return { result, events: updateEvents(schemas, uid, before, after, isPublished) };
    }
    case 'delete': {
      const before = await snapshots.rowsOf(uid, documentId, { whole: relations });
      const result = await next();
      const gone = new Set(entriesOf(result).map(({ id }) => id));
      const rows = onePerLocale(before.filter(({ id }) => gone.has(id)));
      return { result, events: rows.map((row) => ({ type: 'entry.delete', row })) };
    }
    case 'unpublish': {
      const published = { publishedAt: { $notNull: true } };
      const before = await snapshots.rowsOf(uid, documentId, { whole: relations }, published);
      const result = await next();
      const gone = new Set(entriesOf(result).map(({ id }) => id));
      const rows = before.filter(({ id }) => gone.has(id));
      return { result, events: rows.map((row) => ({ type: 'entry.unpublish', row })) };
    }
    default: {
      const type = context.action === 'publish' ? 'entry.publish' : 'entry.draft-discard';
      const result = await next();
      const rows = await reload(entriesOf(result));
      return { result, events: rows.map((row) => ({ type, row })) };
    }
  }
}

/** The entries that an action touched; none where a middleware of the site answered in its place. */
function entriesOf(result: unknown): EntryRow[] {
  const { entries } = (result ?? {}) as { entries?: EntryRow[] };
  return Array.isArray(entries) ? entries : [];
}

function isEntry(result: unknown): result is EntryRow {
  return typeof (result as EntryRow | null | undefined)?.documentId === 'string';
}

/** A save with `status: 'published'` publishes within Strapi without a `publish` of its own. */
function withPublication(
  type: string,
  row: EntryRow,
  isPublished: boolean,
  changes?: ContentEvent['changes'],
): EventBody[] {
  const saved = { type, row, ...(changes && { changes }) };
  return isPublished ? [saved, { type: 'entry.publish', row }] : [saved];
}

function updateEvents(
  schemas: Schemas,
  uid: string,
  before: EntryRow[],
  after: EntryRow,
  isPublished: boolean,
): EventBody[] {
  const sameLocale = before.filter((row) => (row.locale ?? null) === (after.locale ?? null));
  // The draft is what an update changes; a type without drafts has one row a language.
  const previous = sameLocale.find((row) => !row.publishedAt) ?? sameLocale[0];
  if (!previous) return withPublication('entry.create', after, isPublished);
  const changes = changesBetween(schemas, uid, previous, after);
  return withPublication('entry.update', after, isPublished, changes);
}

/** The published version of each language where there is one: a receiver cares for what the public could see. */
function onePerLocale(rows: EntryRow[]): EntryRow[] {
  const byLocale = new Map<string, EntryRow>();
  for (const row of rows) {
    const locale = row.locale ?? '';
    if (!byLocale.has(locale) || row.publishedAt) byLocale.set(locale, row);
  }
  return [...byLocale.values()];
}

/** The result of an action with `fields` is not the whole entry. */
function hasSelection(context: Context): boolean {
  return 'fields' in context.params && context.params.fields !== undefined;
}

/** The relational attributes that a save may change. */
function relationsIn(schemas: Schemas, uid: string, data: Record<string, unknown> = {}): string[] {
  const attributes = schemas.getModel(uid)?.attributes ?? {};
  return Object.keys(data).filter(
    (name) => isRelational(attributes[name]) && !isLeftAlone(data[name]),
  );
}

/** `{ connect: [], disconnect: [] }`, which the Content Manager sends for every relation that nobody touched. */
function isLeftAlone(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || 'set' in value) {
    return false;
  }
  const { connect, disconnect } = value as { connect?: unknown; disconnect?: unknown };
  if (connect === undefined && disconnect === undefined) return false;
  return [connect ?? [], disconnect ?? []].every(
    (list) => Array.isArray(list) && list.length === 0,
  );
}
