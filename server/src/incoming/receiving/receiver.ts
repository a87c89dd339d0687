import type { IncomingMessage } from 'node:http';

import type { Logger } from '../../logger';
import type { ProviderRegistry } from '../../providers/registry';
import { createFailureSeries, type FailureSeries } from '../../queue/failure-series';
import type { ProviderWebhook, VerificationStep, WebhookRequest } from '../../providers/provider';
import type { Receipt } from '../events/receipt-store';
import type { AcceptedSecrets } from '../sources/source-credentials';
import type { SourceRecord } from '../sources/source-record';
import type { SourceRegistry } from '../sources/source-registry';
import { type BodiesInHand, type BodyInHand, TOO_MUCH_IN_HAND } from './bodies-in-hand';
import { BodyError } from './body-error';
import { type Arrival, cutBody, receiptsOf, refusalOf } from './describe-receipt';
import {
  headerMap,
  headerPairs,
  type HeaderPair,
  maskedHeaders,
  withoutSecrets,
} from './headers-of';
import { undoEncoding } from './inflate';
import type { RateLimits } from './rate-limits';
import { readBody } from './read-body';
import { readEvents } from './read-events';
import type { ReceiptWriter } from './receipt-writer';
import type { Refusals } from './refusals';
import { type Answer, REPLIES, tooManyRequests } from './replies';
import { isGenuine, verifyRequest } from './verify-request';

/** A request to the address of a source, with nothing of it read. */
export interface RawRequest {
  slug: string;
  /** With its leading `?`; empty where there is none. */
  search: string;
  /** The sender's address, as far as the site's proxy settings trust it. */
  sender: string;
  request: IncomingMessage;
}

interface ArrivedRequest extends RawRequest {
  /** When its headers were there, in ms since 1970; its body may take long, and so may a busy database. */
  at: number;
}

interface Dependencies {
  registry: Pick<SourceRegistry, 'findBySlug'>;
  providers: ProviderRegistry;
  acceptedSecrets: AcceptedSecrets;
  rateLimits: RateLimits;
  writer: Pick<ReceiptWriter, 'add'>;
  refusals: Pick<Refusals, 'add'>;
  bodies: BodiesInHand;
  /** Whether something is to be done about an event of this type. */
  hasActions: (source: SourceRecord, eventType: string | null) => boolean;
  addressOf: (slug: string) => string;
  payloadLimit: number;
  /** For the whole of a body, in ms: whoever is slower holds a connection for nothing. */
  bodyDeadlineMs: number;
  log: Logger;
  now: () => number;
}

/** What was found out about a request, with everything that was sent still in it. */
interface Found {
  pairs: HeaderPair[];
  url: string;
  steps: VerificationStep[];
  /** When it arrived, in ms since 1970. */
  at: number;
}

/** More rows would say the same, in the place of those that say something else. */
const LIMIT_TOLD_EVERY_MS = 60_000;
/** Senders wait for some ten seconds; a receipt that is committed later is then a repetition. */
const COMMIT_DEADLINE_MS = 9_000;

/** Takes requests from their first byte to their answer. */
export function createReceiver(dependencies: Dependencies) {
  const { registry, providers, acceptedSecrets, rateLimits, writer, refusals, bodies } =
    dependencies;
  const { hasActions, addressOf, payloadLimit, bodyDeadlineMs, log, now } = dependencies;

  /** When the log last told of a source that requests were beyond its limit. */
  const limitToldAt = new Map<number, number>();
  /** Of all sources, while their list cannot be read. */
  const readingSources = createFailureSeries(log, 'Reading the sources');
  const takingIn = new Map<number, FailureSeries>();

  /** Strangers can cause any number of failures, so the log tells of the first of each source and of the end. */
  function failuresOf({ id, slug }: SourceRecord): FailureSeries {
    const failures =
      takingIn.get(id) ?? createFailureSeries(log, `Taking in requests of "${slug}"`);
    takingIn.set(id, failures);
    return failures;
  }

  /** The address of a source as its service knows it. */
  const addressAt = ({ publicUrl, slug }: SourceRecord) => publicUrl ?? addressOf(slug);

  async function readRequest(
    { request, search }: RawRequest,
    source: SourceRecord,
    pairs: HeaderPair[],
    inHand: BodyInHand,
  ): Promise<WebhookRequest> {
    const limits = { limit: payloadLimit, deadlineMs: bodyDeadlineMs, inHand };
    const bytes = await readBody(request, limits);
    const body = await undoEncoding(bytes, request.headers['content-encoding'], payloadLimit);
    if (body !== bytes && !inHand.add(body.length)) throw new Error(TOO_MUCH_IN_HAND);
    return {
      method: 'POST',
      url: addressAt(source) + search,
      headers: headerMap(pairs),
      body,
    };
  }

  /** What is stored of a request besides its body; its headers and its address lose their credentials here. */
  function arrivalOf(
    source: SourceRecord,
    webhook: ProviderWebhook,
    secrets: readonly string[],
    { pairs, url, steps, at }: Found,
  ): Omit<Arrival, 'body'> {
    const names = webhook.credentialHeaders?.(source.settings) ?? [];
    return {
      sourceId: source.id,
      url: withoutSecrets(url, secrets),
      headers: maskedHeaders(pairs, names, secrets),
      steps,
      now: at,
    };
  }

  /** Counts a refused request, of which something is written down after its answer. */
  function refuse(
    source: SourceRecord,
    webhook: ProviderWebhook,
    secrets: readonly string[],
    { body, ...found }: Found & { body: Buffer },
  ): void {
    const cut = cutBody(body, webhook.isEnvelope);
    refusals.add(source.id, () => refusalOf(arrivalOf(source, webhook, secrets, found), cut));
  }

  /** What was found out about a request whose body was not read to its end. */
  function unread(
    { request, search, at }: ArrivedRequest,
    source: SourceRecord,
    step: VerificationStep,
  ) {
    return {
      at,
      pairs: headerPairs(request.rawHeaders),
      url: addressAt(source) + search,
      body: Buffer.alloc(0),
      steps: [step],
    };
  }

  async function takeIn(
    raw: ArrivedRequest,
    source: SourceRecord,
    inHand: BodyInHand,
  ): Promise<Answer> {
    const webhook = providers.find(source.provider)?.webhook;
    if (!webhook) throw new Error(`the provider "${source.provider}" is not registered`);
    const pairs = headerPairs(raw.request.rawHeaders);
    const secrets = acceptedSecrets(source, now());

    let request: WebhookRequest;
    try {
      request = await readRequest(raw, source, pairs, inHand);
    } catch (error) {
      if (!(error instanceof BodyError)) throw error;
      const step = { check: 'body', problem: error.problem } as const;
      refuse(source, webhook, secrets, unread(raw, source, step));
      return REPLIES.body(error);
    }

    const { settings } = source;
    const verifier = { id: source.provider, webhook };
    const steps = verifyRequest(verifier, request, { secrets, settings, now: now() }, log);
    const { url, body } = request;
    if (!isGenuine(steps)) {
      refuse(source, webhook, secrets, { pairs, url, body, steps, at: raw.at });
      return REPLIES.notGenuine;
    }

    // A handshake is kept like an event, so that an editor sees it, but nothing is to be done about it.
    const handshake = webhook.handshake?.(request);
    const events = readEvents(webhook, request, settings);
    const arrival = arrivalOf(source, webhook, secrets, { pairs, url, steps, at: raw.at });
    const receipts = receiptsOf(
      { ...arrival, body },
      events,
      (eventType) => !handshake && hasActions(source, eventType),
    );
    await commit(receipts);
    failuresOf(source).succeeded();
    const reply = handshake ?? webhook.acknowledge?.(request);
    return reply ? { status: 200, ...reply } : REPLIES.accepted;
  }

  /** Sends away who asks too often, with nothing read of it. */
  function limit(raw: ArrivedRequest, source: SourceRecord, waitSeconds: number): Answer {
    const isTold = now() - (limitToldAt.get(source.id) ?? 0) < LIMIT_TOLD_EVERY_MS;
    if (!isTold) limitToldAt.set(source.id, now());
    const webhook = providers.find(source.provider)?.webhook;
    const secrets = isTold ? null : secretsIfReadable(source);
    if (webhook && secrets) {
      const problem = { code: 'rate-limited', values: { limit: source.rateLimit } } as const;
      refuse(source, webhook, secrets, unread(raw, source, { check: 'rate', problem }));
    } else refusals.add(source.id, undefined);
    return tooManyRequests(waitSeconds);
  }

  /** Without them nothing of a request can be kept; the panel says on every page what is wrong with the key. */
  function secretsIfReadable(source: SourceRecord): readonly string[] | null {
    try {
      return acceptedSecrets(source, now());
    } catch {
      return null;
    }
  }

  /** @throws if the database has not taken all of them in time */
  async function commit(receipts: Receipt[]): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise((_, reject) => {
      timer = setTimeout(
        () => reject(new Error('the database did not answer in time')),
        COMMIT_DEADLINE_MS,
      );
    });
    const committed = Promise.all(receipts.map((receipt) => writer.add(receipt)));
    try {
      await Promise.race([committed, deadline]);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    /**
     * Verifies a request, commits its events and says what the sender is to be answered. Never rejects: what goes wrong on
     * our side is a 503, so that the sender comes again.
     */
    async receive(request: RawRequest): Promise<Answer> {
      const raw = { ...request, at: now() };
      let source: SourceRecord | undefined;
      const inHand = bodies.open();
      try {
        source = await registry.findBySlug(raw.slug);
        readingSources.succeeded();
        if (!source) return REPLIES.unknown;
        if (!source.isActive) return REPLIES.inactive;
        const waitSeconds = await rateLimits.take(source, raw.sender);
        if (waitSeconds !== null) return limit(raw, source, waitSeconds);
        return await takeIn(raw, source, inHand);
      } catch (error) {
        (source ? failuresOf(source) : readingSources).failed(error);
        return REPLIES.unavailable;
      } finally {
        inHand.release();
      }
    },
  };
}

export type Receiver = ReturnType<typeof createReceiver>;
