import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

import type { Receipt } from '../../../../server/src/incoming/events/receipt-store';
import { createBodiesInHand } from '../../../../server/src/incoming/receiving/bodies-in-hand';
import { createReceiver } from '../../../../server/src/incoming/receiving/receiver';
import { createRefusals } from '../../../../server/src/incoming/receiving/refusals';
import type { SourceRecord } from '../../../../server/src/incoming/sources/source-record';
import { defineProvider, type VerificationStep } from '../../../../server/src/providers/provider';
import { createProviderRegistry } from '../../../../server/src/providers/registry';
import { recordingLogger } from '../../../support/recording-logger';

const SECRET = 'the-secret-itself';
const LIMIT = 1024;
const NOW = 1_700_000_000_000;
const SOURCE = { id: 7, slug: 'shop', provider: 'erp', settings: {}, isActive: true, rateLimit: 5 };

/** How long a request and what is asked about it take, in ms. */
const READING_MS = 700;

interface ReceiverParts {
  waitSeconds?: number | null;
  /** What is found out about a request. */
  problem?: VerificationStep['problem'];
}

/** A receiver for a service that finds nothing genuine, and what it has written down of it. */
function aReceiver({
  waitSeconds = null,
  problem = { code: 'signature-differs' },
}: ReceiverParts = {}) {
  const log = recordingLogger();
  const providers = createProviderRegistry();
  /** The first thing that is done to the headers before they are stored. */
  const credentialHeaders = jest.fn(() => ['x-token']);
  providers.register(
    defineProvider({
      id: 'erp',
      name: 'ERP',
      webhook: {
        verify: () => [{ check: 'signature', problem }],
        eventId: () => null,
        eventType: () => null,
        credentialHeaders,
      },
    }),
  );
  const stored: Receipt[] = [];
  let now = NOW;
  const refusals = createRefusals({
    store: { insertAll: async (receipts) => void stored.push(...receipts) },
    counter: { add: () => {} },
    prune: async () => {},
    log,
    now: () => now,
  });
  const receiver = createReceiver({
    registry: { findBySlug: async () => SOURCE as unknown as SourceRecord },
    providers,
    acceptedSecrets: () => [SECRET],
    rateLimits: {
      take: async () => {
        now += READING_MS;
        return waitSeconds;
      },
    },
    writer: { add: async (receipt) => stored.push(receipt) > 0 },
    refusals,
    bodies: createBodiesInHand(LIMIT),
    hasActions: () => false,
    addressOf: (slug) => `https://site.example/in/${slug}`,
    payloadLimit: LIMIT,
    bodyDeadlineMs: 1_000,
    log,
    now: () => now,
  });
  return {
    receive: (request: IncomingMessage) =>
      receiver.receive({ slug: 'shop', search: `?key=${SECRET}`, sender: '192.0.2.1', request }),
    credentialHeaders,
    /** A second later, everything is written. */
    async written(): Promise<Receipt[]> {
      now += 1_000;
      await refusals.stop();
      return stored;
    },
  };
}

/** A request as Node hands it over. */
function aRequest(body: string): IncomingMessage {
  const rawHeaders = ['X-Token', 'guess', 'X-Echo', `it is ${SECRET}!`];
  return Object.assign(Readable.from([Buffer.from(body)]), {
    rawHeaders,
    headers: { 'content-length': String(Buffer.byteLength(body)) },
  }) as unknown as IncomingMessage;
}

describe.each<[string, string, number | null, number]>([
  ['is not genuine', '{"id":1}', null, 401],
  ['is too large', 'x'.repeat(LIMIT + 1), null, 413],
  ['comes too often', '{"id":1}', 3, 429],
])('a request that %s', (_what, body, waitSeconds, status) => {
  it('is answered before its headers are searched for secrets', async () => {
    const { receive, credentialHeaders, written } = aReceiver({ waitSeconds });
    expect(await receive(aRequest(body))).toMatchObject({ status });
    expect(credentialHeaders).not.toHaveBeenCalled();
    await written();
    expect(credentialHeaders).toHaveBeenCalledTimes(1);
  });

  it('is written down as it came in, without credentials', async () => {
    const { receive, written } = aReceiver({ waitSeconds });
    await receive(aRequest(body));
    const [receipt] = await written();
    expect(receipt).toMatchObject({
      state: 'refused',
      sourceId: 7,
      createdAt: NOW,
      url: 'https://site.example/in/shop?key=•••',
      body: status === 401 ? body : '',
    });
    expect(JSON.parse(receipt?.headers ?? '')).toEqual([
      ['X-Token', '•••'],
      ['X-Echo', 'it is •••!'],
    ]);
  });
});

it('an event is received when its request came, however long reading and verifying it took', async () => {
  const { receive, written } = aReceiver({ problem: null });
  expect(await receive(aRequest('{"id":1}'))).toMatchObject({ status: 200 });
  expect(await written()).toMatchObject([{ state: 'succeeded', createdAt: NOW }]);
});
