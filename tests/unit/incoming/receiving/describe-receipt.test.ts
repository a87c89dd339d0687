import { traceIdOf } from '../../../../server/src/incoming/events/event-uid';
import { dedupeKeyOf } from '../../../../server/src/incoming/receiving/dedupe-key';
import {
  type Arrival,
  cutBody,
  receiptsOf,
  refusalOf,
} from '../../../../server/src/incoming/receiving/describe-receipt';
import { maskedHeaders } from '../../../../server/src/incoming/receiving/headers-of';
import type { RequestEvent } from '../../../../server/src/incoming/receiving/read-events';

const KIB = 1024;

function anArrival(arrival: Partial<Arrival> = {}): Arrival {
  const body = Buffer.from('{"id":"1"}');
  return { sourceId: 3, url: '/in/a', headers: [['A', 'b']], body, steps: [], now: 5, ...arrival };
}

function anEvent(event: Partial<RequestEvent> = {}): RequestEvent {
  return { payload: {}, eventId: null, eventType: null, occurredAt: null, isPart: false, ...event };
}

/** A refused request as it is written down. */
const refused = ({ body, ...arrival }: Arrival, holdsCredentials?: boolean) =>
  refusalOf(arrival, cutBody(body, holdsCredentials));

const noActions = () => false;
const keysOf = (arrival: Arrival, events: RequestEvent[]) =>
  receiptsOf(arrival, events, noActions).map(({ dedupeKey }) => dedupeKey);

test('an id, and a body that reads like it, are not the same event', () => {
  const ofBody = (content: string | Buffer) => dedupeKeyOf(null, { content });
  expect(dedupeKeyOf('a')).not.toBe(ofBody('a'));
  expect(dedupeKeyOf('body\na')).not.toBe(ofBody('a'));
  expect(dedupeKeyOf('a', { content: 'x' })).toBe(dedupeKeyOf('a', { content: 'y' }));
  expect(ofBody('ä')).toBe(ofBody(Buffer.from('ä')));
});

test('events without an id differ by their type and by what they were called with, too', () => {
  const keys = [
    keysOf(anArrival(), [anEvent()]),
    keysOf(anArrival(), [anEvent({ eventType: 'paid' })]),
    keysOf(anArrival(), [anEvent({ eventType: 'refunded' })]),
    keysOf(anArrival({ url: '/in/a?shop=1' }), [anEvent()]),
    keysOf(anArrival({ url: '/in/a?shop=2' }), [anEvent()]),
  ];
  expect(new Set(keys.flat()).size).toBe(5);
  expect(keysOf(anArrival({ url: '/in/a?shop=1' }), [anEvent()])).toEqual(keys[3]);
});

test('parts of one request are events of their own, also those that are alike', () => {
  const parts = ['a', 'b', 'a', 'a'].map((eventId) => anEvent({ eventId, isPart: true }));
  const keys = keysOf(anArrival(), parts);
  expect(new Set(keys).size).toBe(4);
  expect(keysOf(anArrival(), parts)).toEqual(keys);
  const unnamed = [1, 2, 1].map((n) => anEvent({ payload: { n }, isPart: true }));
  expect(new Set(keysOf(anArrival(), unnamed)).size).toBe(3);
});

test('a part is stored as itself, and a whole as the bytes that came', () => {
  const bytes = Buffer.from(' {"a": 1}\n');
  const [whole] = receiptsOf(anArrival({ body: bytes }), [anEvent()], noActions);
  expect(whole).toMatchObject({ body: ' {"a": 1}\n', bodyEncoding: 'text', bodySize: 10 });
  const [part] = receiptsOf(
    anArrival(),
    [anEvent({ payload: { b: 'ä' }, isPart: true }), anEvent({ isPart: true, payload: 1 })],
    noActions,
  );
  expect(part).toMatchObject({ body: '{"b":"ä"}', bodySize: 10, isPart: true });
});

test('only what an action is for waits', () => {
  const events = ['a', 'b'].map((eventType) => anEvent({ eventType, eventId: eventType }));
  const states = receiptsOf(anArrival(), events, (type) => type === 'b').map(({ state }) => state);
  expect(states).toEqual(['succeeded', 'pending']);
});

test('a refused request is cut, and bears no key', () => {
  const receipt = refused(
    anArrival({
      body: Buffer.alloc(100 * KIB, 'x'),
      headers: [
        ['X'.repeat(500), 'short'],
        ['B', 'v'.repeat(10 * KIB)],
        ['C', 'v'.repeat(10 * KIB)],
        ['D', 'gone'],
      ],
    }),
  );
  expect(receipt).toMatchObject({
    state: 'refused',
    dedupeKey: null,
    eventId: null,
    isBodyCut: true,
    bodySize: 100 * KIB,
  });
  expect(receipt.body).toHaveLength(16 * KIB);
  expect(receipt.headers.length).toBeLessThan(17 * KIB);
  expect(JSON.parse(receipt.headers)[3]).toEqual(['D', '']);
});

test.each(['ä', '€', '😀'])('a cut goes through no %s', (letter) => {
  for (const before of ['', 'a', 'aa', 'aaa']) {
    const body = before + letter.repeat(10 * KIB);
    const receipt = refused(anArrival({ body: Buffer.from(body) }));
    expect(receipt).toMatchObject({ bodyEncoding: 'text', isBodyCut: true });
    expect(body.startsWith(receipt.body)).toBe(true);
    expect(16 * KIB - Buffer.byteLength(receipt.body)).toBeLessThan(4);
  }
});

test('bytes that are no text are kept as they are', () => {
  const body = Buffer.from(Array.from({ length: 20 * KIB }, (_, n) => 0x80 + (n % 0x40)));
  const receipt = refused(anArrival({ body }));
  expect(receipt.bodyEncoding).toBe('base64');
  const kept = Buffer.from(receipt.body, 'base64');
  expect(kept.length).toBeGreaterThan(16 * KIB - 4);
  expect(kept.equals(body.subarray(0, kept.length))).toBe(true);
});

test('of a large refused body nothing but what is kept stays in memory', () => {
  const body = Buffer.alloc(1024 * KIB, 'x');
  const { kept, size } = cutBody(body);
  expect([kept.length, size]).toEqual([16 * KIB, 1024 * KIB]);
  expect(kept.buffer).not.toBe(body.buffer);
  expect(kept.buffer.byteLength).toBeLessThan(64 * KIB);
});

test('of a refused body that holds credentials nothing is kept', () => {
  const receipt = refused(anArrival({ body: Buffer.from('<SessionId>1</SessionId>') }), true);
  expect(receipt).toMatchObject({ body: '', isBodyCut: true, bodySize: 24 });
});

test('every event has a trace of its own in its uid', () => {
  const uids = receiptsOf(anArrival(), [anEvent(), anEvent({ eventId: 'b' })], noActions).map(
    ({ uid }) => uid,
  );
  expect(new Set(uids.map(traceIdOf)).size).toBe(2);
  for (const uid of uids) expect(uid).toMatch(/^evt_[\da-f]{32}$/);
});

test('credentials and secrets are masked in headers, right or wrong', () => {
  const masked = maskedHeaders(
    [
      ['Authorization', 'Basic d3Jvbmc='],
      ['COOKIE', 'a=b'],
      ['X-Token', 'guess'],
      ['X-Echo', 'it is the-secret-itself!'],
      ['X-Signature', 'v1,abc'],
    ],
    ['x-token'],
    ['the-secret-itself'],
  );
  expect(masked).toEqual([
    ['Authorization', '•••'],
    ['COOKIE', '•••'],
    ['X-Token', '•••'],
    ['X-Echo', 'it is •••!'],
    ['X-Signature', 'v1,abc'],
  ]);
});
