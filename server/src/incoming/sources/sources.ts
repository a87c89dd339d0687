import { randomUUID } from 'node:crypto';

import { errors } from '@strapi/utils';

import {
  firstSecret,
  type SecretSeries,
  withNewSecret,
} from '../../connections/vault/secret-periods';
import type { Vault } from '../../connections/vault/vault';
import type { ProviderRegistry } from '../../providers/registry';
import { invalidInput, validateInput } from '../../validate-input';
import { checkActions, checkLanguages, checkSyncJobs } from '../actions/action-rules';
import type { ContentModel } from '../../content/content-model';
import type { Source } from '../contracts';
import { checkSecret, parseSettings, webhookOf } from './provider-choice';
import { openSecrets, sealSecrets } from './source-credentials';
import {
  DEFAULT_RATE_LIMIT,
  newSecretSchema,
  newSourceSchema,
  sourceChangesSchema,
  type SourceChanges,
} from './source-input';
import type { SourceRecord } from './source-record';
import type { NewSource, SourceStore } from './source-store';
import { toSource } from './source-view';

interface Dependencies {
  store: SourceStore;
  vault: () => Vault;
  providers: ProviderRegistry;
  model: ContentModel;
  /** Whether single records of a sync job can be asked for; null where there is no such job. */
  canFindRecords: (jobId: number) => Promise<boolean | null>;
  addressOf: (slug: string) => string;
  /** Called after every change, so that this instance goes by it at once. */
  onChanged: () => Promise<void>;
  now: () => number;
}

/** Making, changing and reading sources. Input is checked here, so that code and panel obey the same rules. */
export function createSources(dependencies: Dependencies) {
  const { store, vault, providers, model, canFindRecords, addressOf, onChanged, now } =
    dependencies;
  const newActionId = () => randomUUID().slice(0, 8);
  const view = (record: SourceRecord) => toSource(record, { providers, addressOf, now: now() });

  async function find(id: number): Promise<SourceRecord> {
    const record = await store.findOne(id);
    if (record) return record;
    throw new errors.NotFoundError('There is no such source. It may have been deleted.', {
      code: 'source-not-found',
    });
  }

  /** @throws {errors.ApplicationError} `source-deleted`, `source-inactive` */
  async function findActive(id: number): Promise<SourceRecord> {
    const source = await store.findOne(id);
    if (source?.isActive) return source;
    throw new errors.ApplicationError(
      source
        ? 'The source is turned off, so its actions do not run. Turn it on first.'
        : 'The source was deleted, and its actions with it.',
      { code: source ? 'source-inactive' : 'source-deleted' },
    );
  }

  async function checkSlug(slug: string, ownId?: number): Promise<void> {
    const other = await store.findBySlug(slug);
    if (!other || other.id === ownId) return;
    throw invalidInput([
      {
        path: ['slug'],
        message: `The address ends like that of "${other.name}". Choose another ending.`,
        code: 'slug-taken',
      },
    ]);
  }

  /** For a write that failed because another one took the slug at the same moment. */
  const explainSlug = (slug: string | undefined, ownId?: number) => async (error: unknown) => {
    if (slug !== undefined) await checkSlug(slug, ownId);
    throw error;
  };

  async function change(
    id: number,
    changesOf: (record: SourceRecord) => Partial<NewSource>,
  ): Promise<SourceRecord> {
    const changed = await store.change(id, changesOf);
    await onChanged();
    // Not there: `find` says so.
    return changed ?? find(id);
  }

  const sealed = ({ documentId }: Pick<SourceRecord, 'documentId'>, series: SecretSeries) => ({
    secrets: sealSecrets(vault(), documentId, series.secrets),
    secretPeriods: series.periods,
  });

  /** What a change of settings, secret and actions comes to for a source as it stands. */
  function checked(changes: SourceChanges, record: SourceRecord): Partial<NewSource> {
    const { provider = record.provider, settings, secret, actions } = changes;
    // The events that it has would be read as those of the other service.
    if (provider !== record.provider) {
      throw invalidInput([
        { path: ['provider'], message: 'A source keeps its service. Add a source for the other.' },
      ]);
    }
    if (secret !== undefined) checkSecret(providers, provider, secret);
    return {
      ...(settings && { settings: parseSettings(webhookOf(providers, provider), settings) }),
      ...(actions && { actions: checkActions(actions, { model, newId: newActionId }) }),
    };
  }

  return {
    find,
    view,
    findActive,
    findAll: () => store.findAll(),

    /**
     * @param input a `SourceInput`
     * @throws {errors.ValidationError} naming the wrong fields
     * @throws {VaultError} `missing-key`
     */
    async create(input: unknown): Promise<Source> {
      const source = validateInput(newSourceSchema, input);
      const settings = parseSettings(webhookOf(providers, source.provider), source.settings ?? {});
      checkSecret(providers, source.provider, source.secret);
      const actions = checkActions(source.actions ?? [], { model, newId: newActionId });
      await checkLanguages(actions, model);
      await checkSyncJobs(actions, canFindRecords);
      await checkSlug(source.slug);
      const documentId = randomUUID().replaceAll('-', '').slice(0, 24);

      const newSource: NewSource = {
        documentId,
        name: source.name,
        slug: source.slug,
        provider: source.provider,
        settings,
        ...sealed({ documentId }, firstSecret(source.secret, now())),
        publicUrl: source.publicUrl ?? null,
        isActive: source.isActive ?? true,
        isOrdered: source.isOrdered ?? false,
        rateLimit: source.rateLimit ?? DEFAULT_RATE_LIMIT,
        actions,
      };
      const record = await store.create(newSource).catch(explainSlug(source.slug));
      await onChanged();
      return view(record);
    },

    /**
     * Changes the given fields and keeps the others. A new secret takes the place of the old one at once.
     *
     * @throws {errors.ValidationError | errors.NotFoundError | VaultError}
     */
    async update(id: number, input: unknown): Promise<Source> {
      const changes = validateInput(sourceChangesSchema, input);
      if (changes.slug !== undefined) await checkSlug(changes.slug, id);
      await checkLanguages(changes.actions ?? [], model);
      await checkSyncJobs(changes.actions ?? [], canFindRecords);
      const { secret } = changes;
      const changed = await change(id, (record) => ({
        ...plainChanges(changes),
        ...checked(changes, record),
        ...(secret !== undefined && sealed(record, firstSecret(secret, now()))),
      })).catch(explainSlug(changes.slug, id));
      return view(changed);
    },

    /**
     * Sets a new secret. The old one is accepted for `overlapMs` more, so that the service can be changed over without
     * losing an event.
     */
    async replaceSecret(id: number, input: unknown): Promise<Source> {
      const { secret, overlapMs } = validateInput(newSecretSchema, input);
      const changed = await change(id, (record) => {
        checkSecret(providers, record.provider, secret);
        const stored = { secrets: openSecrets(vault(), record), periods: record.secretPeriods };
        return sealed(record, withNewSecret(stored, secret, { now: now(), overlapMs }));
      });
      return view(changed);
    },

    /** Deletes the source alone; the overview's `delete` also ends what waits for its actions. */
    async delete(id: number): Promise<void> {
      await store.delete(id);
      await onChanged();
    },
  };
}

export type Sources = ReturnType<typeof createSources>;

/** The fields that are stored as they come. */
function plainChanges(changes: SourceChanges): Partial<NewSource> {
  const { name, slug, provider, publicUrl, isActive, isOrdered, rateLimit } = changes;
  const plain = { name, slug, provider, publicUrl, isActive, isOrdered, rateLimit };
  return Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
}
