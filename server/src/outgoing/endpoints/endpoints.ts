import { randomBytes, randomUUID } from 'node:crypto';

import { errors } from '@strapi/utils';

import { firstSecret, withNewSecret as nextSecrets } from '../../connections/vault/secret-periods';
import type { Vault } from '../../connections/vault/vault';
import { validateInput } from '../../validate-input';
import type { Endpoint } from '../contracts';
import { openHeaders, openSecrets, sealHeaders, sealSecrets } from './endpoint-credentials';
import {
  endpointChangesSchema,
  newEndpointSchema,
  rotationSchema,
  type EndpointChanges,
} from './endpoint-input';
import { toEndpoint, type EndpointRecord } from './endpoint-record';
import { checkEndpoint, type Rules } from './endpoint-rules';
import type { EndpointStore, NewEndpoint } from './endpoint-store';
import { generateSecret, kindOf, publicKeyOf } from '../deliveries/signing';

interface Dependencies {
  store: EndpointStore;
  vault: () => Vault;
  rules: Rules;
  /** Called after every change, so that this instance's worker goes by it at once. */
  onChanged: () => void;
  now: () => number;
}

/** An endpoint together with its secret in clear: answered once, when the secret is made. */
export type EndpointWithSecret = Endpoint & { secret: string };

/** Making, changing and reading endpoints. Input is checked here, so that code and panel obey the same rules. */
export function createEndpoints({ store, vault, rules, onChanged, now }: Dependencies) {
  async function find(id: number): Promise<EndpointRecord> {
    const record = await store.findOne(id);
    if (record) return record;
    throw new errors.NotFoundError('There is no such endpoint. It may have been deleted.', {
      code: 'endpoint-not-found',
    });
  }

  /** @throws {errors.ApplicationError} `endpoint-inactive` */
  async function findActive(id: number): Promise<EndpointRecord> {
    const endpoint = await find(id);
    if (endpoint.isActive) return endpoint;
    throw new errors.ApplicationError(
      'The endpoint is turned off, so nothing is sent to it. Turn it on first.',
      { code: 'endpoint-inactive' },
    );
  }

  async function change(
    id: number,
    changesOf: (record: EndpointRecord) => Partial<NewEndpoint>,
  ): Promise<EndpointRecord> {
    const changed = await store.change(id, changesOf);
    onChanged();
    // Not there: `find` says so.
    return changed ?? find(id);
  }

  return {
    find,
    findActive,
    findIfThere: (id: number) => store.findOne(id),
    findAll: () => store.findAll(),

    /**
     * @param input an `EndpointInput`
     * @throws {errors.ValidationError} naming the wrong fields
     * @throws {VaultError} `missing-key`
     */
    async create(input: unknown): Promise<EndpointWithSecret> {
      const endpoint = validateInput(newEndpointSchema, input);
      const checked = checkEndpoint(rules, endpoint, null);
      const documentId = randomUUID().replaceAll('-', '').slice(0, 24);
      const signatureKind = endpoint.signatureKind ?? 'v1';
      const secret = generateSecret(signatureKind, randomBytes);

      const record = await store.create({
        documentId,
        description: endpoint.description ?? '',
        url: checked.url ?? endpoint.url,
        eventTypes: checked.eventTypes ?? [],
        filter: checked.filter ?? [],
        payloadMode: endpoint.payloadMode ?? 'full',
        populate: checked.populate ?? {},
        ...sealedHeaders(vault(), documentId, checked.headers ?? {}),
        rateLimit: endpoint.rateLimit ?? null,
        isOrdered: endpoint.isOrdered ?? false,
        isActive: endpoint.isActive ?? true,
        signatureKind,
        signatureHeaders: endpoint.signatureHeaders ?? 'webhook',
        publicKey: signatureKind === 'v1a' ? publicKeyOf(secret) : null,
        secrets: sealSecrets(vault(), documentId, [secret]),
        secretPeriods: firstSecret(secret, now()).periods,
        disabledReason: null,
        disabledAt: null,
        failureStreak: null,
      });
      onChanged();
      return { ...toEndpoint(record, now()), secret };
    },

    /**
     * Changes the given fields and keeps the others. Turning an endpoint on forgets why it was turned off, and neither
     * that nor another URL leaves anything of how long the receiver has failed.
     *
     * @throws {errors.ValidationError | errors.NotFoundError | VaultError}
     */
    async update(id: number, input: unknown): Promise<Endpoint> {
      const changes = validateInput(endpointChangesSchema, input);
      const isHeadersTouched = changes.headers !== undefined || changes.url !== undefined;
      const changed = await change(id, (record) => {
        const stored = isHeadersTouched ? openHeaders(vault(), record) : {};
        const { headers, ...checked } = checkEndpoint(rules, changes, {
          url: record.url,
          headers: stored,
        });
        const isTurnedOn = changes.isActive === true && !record.isActive;
        const isMoved = checked.url !== undefined && checked.url !== record.url;
        return {
          ...plainChanges(changes),
          ...checked,
          ...(headers && sealedHeaders(vault(), record.documentId, headers)),
          ...(isTurnedOn && { disabledReason: null, disabledAt: null }),
          ...((isTurnedOn || isMoved) && { failureStreak: null }),
          ...signatureChange(vault(), record, changes.signatureKind, now()),
        };
      });
      return toEndpoint(changed, now());
    },

    /** Deletes the endpoint alone; the overview’s `delete` also ends what waits for it. */
    async delete(id: number): Promise<void> {
      await store.delete(id);
      onChanged();
    },

    /** The current secret in clear. @throws {VaultError} */
    async revealSecret(id: number): Promise<string> {
      return openSecrets(vault(), await find(id))[0] ?? '';
    },

    /**
     * Makes a new secret. The old ones go on signing beside it for `overlapMs`, so that receivers can change over
     * without losing a delivery.
     */
    async rotateSecret(id: number, input: unknown): Promise<EndpointWithSecret> {
      const { overlapMs } = validateInput(rotationSchema, input);
      let secret = '';
      const changed = await change(id, (record) => {
        secret = generateSecret(record.signatureKind, randomBytes);
        return withNewSecret(vault(), record, secret, { now: now(), overlapMs });
      });
      return { ...toEndpoint(changed, now()), secret };
    },
  };
}

export type Endpoints = ReturnType<typeof createEndpoints>;

function sealedHeaders(vault: Vault, documentId: string, headers: Record<string, string>) {
  return {
    headers: sealHeaders(vault, documentId, headers),
    headerNames: Object.keys(headers),
  };
}

/** The fields that are stored as they come. */
function plainChanges(changes: EndpointChanges): Partial<NewEndpoint> {
  const { description, payloadMode, rateLimit, isOrdered, isActive, signatureHeaders } = changes;
  const plain = { description, payloadMode, rateLimit, isOrdered, isActive, signatureHeaders };
  return Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
}

/** Another kind of signature needs another kind of secret; the old one ends at once, since nobody could verify both. */
function signatureChange(
  vault: Vault,
  record: EndpointRecord,
  kind: EndpointRecord['signatureKind'] | undefined,
  now: number,
): Partial<NewEndpoint> {
  if (!kind || kind === record.signatureKind) return {};
  const secret = generateSecret(kind, randomBytes);
  return {
    signatureKind: kind,
    ...withNewSecret(vault, record, secret, { now, overlapMs: 0 }),
  };
}

function withNewSecret(
  vault: Vault,
  record: EndpointRecord,
  secret: string,
  time: { now: number; overlapMs: number },
): Partial<NewEndpoint> {
  const stored = { secrets: openSecrets(vault, record), periods: record.secretPeriods };
  const { secrets, periods } = nextSecrets(stored, secret, time);
  return {
    secrets: sealSecrets(vault, record.documentId, secrets),
    secretPeriods: periods,
    publicKey: kindOf(secret) === 'v1a' ? publicKeyOf(secret) : null,
  };
}
