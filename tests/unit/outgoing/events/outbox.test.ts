import type { QueueEngine } from '../../../../server/src/queue/engine';
import type { EndpointRecord } from '../../../../server/src/outgoing/endpoints/endpoint-record';
import type { EndpointRegistry } from '../../../../server/src/outgoing/endpoints/endpoint-registry';
import type {
  MessageStore,
  NewMessage,
} from '../../../../server/src/outgoing/events/message-store';
import { createOutbox } from '../../../../server/src/outgoing/events/outbox';
import { schemasFrom } from '../../../support/schemas';

const MIB = 1024 * 1024;
const relations = ['a', 'b', 'c', 'd', 'e'];
const schemas = schemasFrom({
  'api::page.page': {
    text: { type: 'text' },
    ...Object.fromEntries(
      relations.map((name) => [name, { type: 'relation', target: 'api::page.page' }]),
    ),
  },
});

/** 32 endpoints, no two of which want the same relations. */
const endpoints = Array.from({ length: 32 }, (_, n) => ({
  id: n + 1,
  eventTypes: ['*'],
  filter: [],
  payloadMode: 'full',
  populate: { 'api::page.page': relations.filter((_name, bit) => n & (1 << bit)) },
})) as unknown as EndpointRecord[];

async function bodiesOf(textBytes: number, payloadLimit: number): Promise<string[]> {
  const messages: NewMessage[] = [];
  const outbox = createOutbox({
    messages: {
      insert: (message: NewMessage) => Promise.resolve(messages.push(message)),
    } as unknown as MessageStore,
    queue: { enqueue: () => Promise.resolve() } as unknown as QueueEngine,
    registry: {} as EndpointRegistry,
    schemas,
    payloadLimit,
  });
  const event = {
    type: 'entry.create',
    contentType: 'api::page.page',
    documentId: 'd',
    locale: null,
    entry: { id: 1, documentId: 'd', text: 'x'.repeat(textBytes) },
    actor: null,
    occurredAt: 0,
  };
  await outbox.recordContentEvent(event as never, endpoints, {} as never);
  return Object.values(messages[0]?.bodies ?? {});
}

describe('the bodies of one message', () => {
  it('are all whole where they are small', async () => {
    const bodies = await bodiesOf(1_000, MIB);
    expect(bodies).toHaveLength(32);
    expect(bodies.filter((body) => body.includes('isEntryOmitted'))).toEqual([]);
  });

  it('together stay far below what a database takes in one statement', async () => {
    const bodies = await bodiesOf(600_000, MIB);
    const size = bodies.reduce((sum, body) => sum + body.length, 0);
    expect(bodies).toHaveLength(32);
    expect(bodies.filter((body) => !body.includes('isEntryOmitted'))).toHaveLength(6);
    expect(size).toBeLessThan(4.5 * MIB);
  });

  it('hold one that the site allows to be larger than that', async () => {
    const bodies = await bodiesOf(6 * MIB, 8 * MIB);
    expect(bodies.filter((body) => !body.includes('isEntryOmitted'))).toHaveLength(1);
  });
});
