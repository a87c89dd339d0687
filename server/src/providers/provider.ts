import { z } from 'zod';

import type { AccountAccess } from './account-access';
import { accountAccessSchema } from './account-access-schema';
import type { ApiClient } from '../http/client/api-client';
import { type Resource, resourceSchema } from './resources/resource';

/** A request as it arrived. Providers only read it; nothing in it has been interpreted. */
export interface WebhookRequest {
  method: string;
  /** The address under which the sender reached this site, with its query. */
  url: string;
  /** By name in lower case, every value that was sent, in order. */
  headers: ReadonlyMap<string, readonly string[]>;
  /** The exact bytes, after a content encoding was undone. */
  body: Buffer;
}

/** What one check of a verification found. A check that failed says why, in a code that the panel has words for. */
export interface VerificationStep {
  check: 'rate' | 'header' | 'format' | 'timestamp' | 'body' | 'signature';
  problem: VerificationProblem | null;
}

export interface VerificationProblem {
  code:
    | 'header-missing'
    | 'header-repeated'
    | 'header-malformed'
    | 'timestamp-malformed'
    | 'timestamp-old'
    | 'timestamp-future'
    | 'body-malformed'
    | 'body-digest-differs'
    | 'body-too-large'
    | 'body-ratio'
    | 'body-late'
    | 'body-incomplete'
    | 'rate-limited'
    | 'encoding-unsupported'
    | 'encoding-broken'
    | 'secret-unusable'
    | 'signature-differs'
    | 'credentials-differ'
    | 'organization-differs'
    | 'verifier-failed';
  /** What the words of the problem name: a header, a number of seconds. Never a secret, never what was expected. */
  values?: Record<string, string | number>;
}

/** What a source was given for its provider besides the secrets. */
export type ProviderSettings = Record<string, unknown>;

export interface VerificationContext<Settings extends ProviderSettings = ProviderSettings> {
  /** Every secret that is valid now; during a rotation the new and the old one. */
  secrets: readonly string[];
  /** Already parsed by the `settings` schema of the provider; empty for a provider without one. */
  settings: Readonly<Settings>;
  /** Milliseconds since 1970. */
  now: number;
}

/** What a sender expects as an answer instead of `{"received":true}` as JSON; the status is 200. */
export interface WebhookReply {
  contentType: string;
  body: string;
}

/**
 * How a service's webhooks are verified and read. All of it is pure and none of it may throw on garbage: it sees whatever
 * anybody posts. The functions that read a payload are called only for requests that were verified.
 */
export interface ProviderWebhook<Settings extends ProviderSettings = ProviderSettings> {
  /**
   * The steps in their order, up to the first that failed. A request is genuine if there are steps and none has a
   * problem.
   */
  verify(request: WebhookRequest, context: VerificationContext<Settings>): VerificationStep[];
  /**
   * The payloads of a request: one, unless the service sends several at once. Null for a body that cannot be read.
   * `readPayload` where a provider has none of its own.
   */
  payloads?(request: WebhookRequest): unknown[] | null;
  /**
   * True where a body is only the envelope of its payloads: each is then stored by itself, as JSON, and the envelope is
   * not.
   */
  isEnvelope?: boolean;
  /** The service's own id of the event, the same in every repetition; null where it has none. */
  eventId(payload: unknown, request: WebhookRequest, settings: Readonly<Settings>): string | null;
  /** `invoice.paid`; null where the payload tells none. */
  eventType(payload: unknown, request: WebhookRequest, settings: Readonly<Settings>): string | null;
  /** When it happened, in milliseconds since 1970. */
  occurredAt?(payload: unknown, request: WebhookRequest): number | null;
  /** The answer to a request that only tries the address out and is no event; null for any other. */
  handshake?(request: WebhookRequest): WebhookReply | null;
  /** The answer that the service takes for a receipt. */
  acknowledge?(request: WebhookRequest): WebhookReply;
  /**
   * Names, in lower case, of the headers that hold the sender's credentials themselves and no signature made with them:
   * whoever reads such a header can send in the sender's name, so a log masks it. None by default.
   */
  credentialHeaders?(settings: Readonly<Settings>): string[];
  /**
   * What is expected instead of a text with which nothing could ever be verified, as a sentence for whoever pasted it;
   * null for one that may be a secret. Every text may be one by default.
   */
  secretProblem?(secret: string): string | null;
  /** What a source of this provider can be set up with besides its secrets; none by default. */
  settings?: z.ZodType<Settings>;
}

export interface Provider<Settings extends ProviderSettings = ProviderSettings> {
  /** Lower case letters, digits and hyphens. */
  id: string;
  name: string;
  /** How its webhooks are received; without it the provider is not offered as a source. */
  webhook?: ProviderWebhook<Settings>;
  /** How accounts at the service are connected and called; without it there are no connections to it. */
  access?: AccountAccess;
  /** Kinds of records that can be kept alike with content types. */
  resources?: Resource[];
  /** Functions for the service's API, in its own words, over the client of a connection. */
  connector?: (client: ApiClient) => object;
}

const aFunction = z.custom((value) => typeof value === 'function', 'expected a function');

const providerSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'expected lower case letters, digits and hyphens'),
  name: z.string().min(1).max(100),
  webhook: z
    .strictObject({
      verify: aFunction,
      payloads: aFunction.optional(),
      isEnvelope: z.boolean().optional(),
      eventId: aFunction,
      eventType: aFunction,
      occurredAt: aFunction.optional(),
      handshake: aFunction.optional(),
      acknowledge: aFunction.optional(),
      credentialHeaders: aFunction.optional(),
      secretProblem: aFunction.optional(),
      settings: z.instanceof(z.ZodType).optional(),
    })
    .optional(),
  access: accountAccessSchema.optional(),
  connector: aFunction.optional(),
  resources: z
    .array(resourceSchema)
    .refine((resources) => new Set(resources.map(({ id }) => id)).size === resources.length, {
      message: 'expected every resource to have an id of its own',
    })
    .optional(),
});

/**
 * Describes a service. Register the result with `service('providers').register(…)`. The functions of a provider see its
 * settings with the types of its `settings` schema, which is one of zod 4, of whichever copy.
 *
 * @throws {TypeError} naming what is missing or wrong
 */
export function defineProvider<Settings extends ProviderSettings = ProviderSettings>(
  provider: Provider<Settings>,
): Provider {
  const { error } = providerSchema.safeParse(provider);
  if (error) throw new TypeError(`This is no provider:\n${z.prettifyError(error)}`);
  return provider;
}
