import type { Strapi } from '../../feature';
import { inTransaction } from '../../transaction';
import type { Action, EntryAction, UpsertAction } from '../contracts';
import type { ContentModel } from '../../content/content-model';
import type { FindDocument } from '../../content/entry-lookup-store';
import type { EntryLocks } from './entry-lock-store';
import { mapPayload, MappingError, matchValueOf } from './mapping';
import type { ActionEffect } from './run-action';

/** The part of Strapi's document service that is used, without the types of a site's content, which nobody knows here. */
interface Documents {
  create(params: object): Promise<{ documentId: string }>;
  update(params: object): Promise<{ documentId: string } | null>;
  publish(params: object): Promise<Touched>;
  unpublish(params: object): Promise<Touched>;
  delete(params: object): Promise<Touched>;
}

/** The versions of a document that something was done to. */
interface Touched {
  entries: unknown[];
}

interface Dependencies {
  strapi: Strapi;
  model: ContentModel;
  locks: EntryLocks;
  findDocument: FindDocument;
}

/** Actions that change the site's content. Everything is written through the document service. */
export function createEntryActions({ strapi, model, locks, findDocument }: Dependencies) {
  const documentsOf = (uid: string) => strapi.documents(uid as never) as unknown as Documents;

  function attributesOf(contentType: string) {
    return (field: string) => model.attribute(contentType, field);
  }

  function typeOf(contentType: string) {
    const type = model.find(contentType);
    if (!type) throw new MappingError(`There is no content type "${contentType}" any more.`);
    return type;
  }

  function matchValue({ match, contentType }: UpsertAction | EntryAction, payload: unknown) {
    const found = matchValueOf(match, payload, attributesOf(contentType));
    if ('problem' in found) throw new MappingError(found.problem.message);
    return found.value;
  }

  async function upsert(action: UpsertAction, payload: unknown): Promise<ActionEffect> {
    const { contentType, match, mapping, locale, status } = action;
    const { hasDrafts, isLocalized } = typeOf(contentType);
    const value = matchValue(action, payload);
    const { data: mapped, problems } = mapPayload(mapping, payload, attributesOf(contentType));
    if (problems.length > 0) throw new MappingError(problems.map((each) => each.message).join(' '));
    const data = { ...mapped, [match.field]: value };
    const params = {
      data,
      ...(isLocalized && locale && { locale }),
      ...(hasDrafts && { status: status ?? 'draft' }),
    };

    return inTransaction(strapi, async ({ trx }) => {
      await locks.hold(`${contentType}|${match.field}|${value}`, trx);
      const known = await findDocument(contentType, match.field, value, trx);
      const documents = documentsOf(contentType);
      const written = known
        ? await documents.update({ documentId: known, ...params })
        : await documents.create(params);
      // Strapi answers null where the document was deleted at this moment; a new try will create it.
      if (!written) throw new Error('The entry was deleted while it was being changed.');
      return {
        effect: known ? 'updated' : 'created',
        entry: {
          contentType,
          documentId: written.documentId,
          locale: (isLocalized && locale) || null,
        },
      };
    });
  }

  async function change(action: EntryAction, payload: unknown): Promise<ActionEffect> {
    const { kind, contentType, match, locale } = action;
    const { hasDrafts, isLocalized } = typeOf(contentType);
    if (kind !== 'delete' && !hasDrafts) {
      throw new MappingError(`"${contentType}" has no drafts any more.`);
    }
    const documentId = await findDocument(
      contentType,
      match.field,
      matchValue(action, payload),
      null,
    );
    if (!documentId) return { effect: 'no-entry', isSkipped: true };
    // Deleting means the whole document; a language of it has to be named.
    const target = locale ?? (kind === 'delete' ? '*' : undefined);
    const params = { documentId, ...(isLocalized && target && { locale: target }) };
    const { entries } = await documentsOf(contentType)[kind](params);
    // It stands in other languages only, or what was to be unpublished is no longer public.
    if (entries.length === 0) return { effect: 'no-entry', isSkipped: true };
    return {
      effect: EFFECTS[kind],
      entry: { contentType, documentId, locale: (isLocalized && locale) || null },
    };
  }

  return { upsert, change };
}

export type EntryActions = ReturnType<typeof createEntryActions>;

const EFFECTS: Record<EntryAction['kind'], string> = {
  publish: 'published',
  unpublish: 'unpublished',
  delete: 'deleted',
};

export function isEntryAction<A extends { kind: Action['kind'] }>(
  action: A,
): action is Extract<A, { kind: EntryAction['kind'] }> {
  return action.kind in EFFECTS;
}
