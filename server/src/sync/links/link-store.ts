import { createHash } from 'node:crypto';

import type { Knex } from 'knex';

import { bulkInsert, inStatements } from '../../bulk-insert';
import type { Strapi } from '../../feature';
import { storableJson } from '../../storable-json';
import { tableName } from '../../table-name';
import type { LinkSource } from '../plan/plan-input';
import type { LinkState, NewLink, Side } from '../plan/record-state';
import { SYNC_LINKS } from '../uids';

/** Links that are read at once where all are looked at. */
const PAGE_SIZE = 1_000;

/** A record that is to belong to two entries, or the other way round. */
export class LinkTakenError extends Error {
  readonly code = 'link-taken';

  constructor(externalId: string) {
    super(`The record "${externalId}" belongs to another entry already.`);
  }
}

type Row = Record<string, unknown>;
type Columns = Record<string, string | number | null>;

/** The rows of `ib_sync_links` of one job. */
export function createLinkStore(strapi: Strapi, jobId: number) {
  const table = tableName(strapi, SYNC_LINKS);
  const links = (trx?: Knex.Transaction) => (trx ?? strapi.db.connection)(table);
  const ofJob = () => links().where({ job_id: jobId });
  const toLinks = (rows: Row[]): LinkState[] => rows.map(toLink);

  const source: LinkSource = {
    findByExternalIds: async (ids) =>
      toLinks(await ofJob().whereIn('external_key', ids.map(externalKeyOf))),
    findByDocumentIds: async (ids) => toLinks(await ofJob().whereIn('document_id', ids)),
    pageAfter: async (id) =>
      toLinks(await ofJob().where('id', '>', id).orderBy('id').limit(PAGE_SIZE)),
    async bounds() {
      const row: Row | undefined = await ofJob().min({ first: 'id' }).max({ last: 'id' }).first();
      return row?.first == null ? null : { first: Number(row.first), last: Number(row.last) };
    },
  };

  return {
    ...source,

    /** @throws {LinkTakenError} where one of the two belongs to another one: a service may make one record of two */
    async insert(link: NewLink, trx: Knex.Transaction): Promise<void> {
      const { externalId, documentId } = link;
      const taken: unknown = await links(trx)
        .where({ job_id: jobId })
        .where((either) => {
          void either
            .where({ external_key: externalKeyOf(externalId) })
            .orWhere({ document_id: documentId });
        })
        .first('id');
      if (taken) throw new LinkTakenError(externalId);
      await links(trx).insert({ job_id: jobId, ...toColumns(link) });
    },

    /**
     * Many at once, each of a record and an entry of its own.
     *
     * @throws {LinkTakenError} as `insert` does
     */
    async insertAll(all: readonly NewLink[], trx: Knex.Transaction): Promise<void> {
      if (all.length === 0) return;
      const rows: Columns[] = all.map((link) => ({ job_id: jobId, ...toColumns(link) }));
      const keys = all.map(({ externalId }) => externalKeyOf(externalId));
      const taken: { external_id: unknown } | undefined = await links(trx)
        .where({ job_id: jobId })
        .whereIn('external_key', keys)
        .first('external_id');
      if (taken) throw new LinkTakenError(String(taken.external_id));
      for (const some of inStatements(rows, bytesOf)) {
        await bulkInsert(strapi, SYNC_LINKS, some, trx);
      }
    },

    async update(id: number, changes: Partial<NewLink>, trx: Knex.Transaction): Promise<void> {
      await links(trx).where({ id, job_id: jobId }).update(toColumns(changes));
    },

    async delete(id: number, trx: Knex.Transaction): Promise<void> {
      await links(trx).where({ id, job_id: jobId }).delete();
    },
  };
}

export type LinkStore = ReturnType<typeof createLinkStore>;

/** How the id of a record is looked for: a digest, since databases compare texts in their own ways. */
export const externalKeyOf = (externalId: string): string =>
  createHash('sha256').update(externalId).digest('hex');

function toLink(row: Row): LinkState {
  return {
    id: Number(row.id),
    externalId: String(row.external_id),
    documentId: String(row.document_id),
    base: {
      external: JSON.parse(String(row.external_base)),
      document: JSON.parse(String(row.document_base)),
    },
    gone: row.gone as Side | null,
    openConflict: row.open_conflict as string | null,
    awaited: typeof row.awaited === 'string' ? JSON.parse(row.awaited) : [],
  };
}

/** What is long in a row. */
const bytesOf = ({ external_id: id, external_base: external, document_base: document }: Columns) =>
  Buffer.byteLength(`${id}${external}${document}`);

function toColumns(link: Partial<NewLink>): Columns {
  const { externalId, documentId, base, gone, openConflict, awaited } = link;
  return {
    ...(externalId !== undefined && {
      external_key: externalKeyOf(externalId),
      external_id: externalId,
    }),
    ...(documentId !== undefined && { document_id: documentId }),
    ...(base && {
      external_base: storableJson(base.external),
      document_base: storableJson(base.document),
    }),
    ...(gone !== undefined && { gone }),
    ...(openConflict !== undefined && { open_conflict: openConflict }),
    ...(awaited && {
      awaited: awaited.length > 0 ? storableJson(awaited) : null,
      awaited_count: awaited.length || null,
    }),
  };
}
