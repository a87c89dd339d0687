import { createInFlightCaps } from '../../../../server/src/outgoing/deliveries/in-flight-caps';

const ANSWERED = { statusCode: 500, durationMs: 29_000 };
const HUNG = { statusCode: null, durationMs: 30_000 };
const REFUSED = { statusCode: null, durationMs: 2 };

type Caps = ReturnType<typeof createInFlightCaps>;

/** Lets the endpoint have a try of this kind so many times. */
function observe(caps: Caps, endpointId: number, how: typeof HUNG | typeof ANSWERED, times = 1) {
  for (let n = 0; n < times; n += 1) caps.observe(endpointId, how);
}

describe('what an endpoint may have under way', () => {
  it('is a sixty-fourth of the concurrency at first, and one in any case', () => {
    expect(createInFlightCaps(512).of(1)).toBe(8);
    expect(createInFlightCaps(64).of(1)).toBe(1);
    expect(createInFlightCaps(1).of(1)).toBe(1);
  });

  it('leaves a fifth of the slots where fifty receivers hang that nobody knows', () => {
    const caps = createInFlightCaps(512);
    const taken = Array.from({ length: 50 }, (_, n) => caps.of(n)).reduce((a, b) => a + b, 0);
    expect(512 - taken).toBeGreaterThan(512 / 5);
  });

  it('grows with every answer, whatever it says, to a quarter', () => {
    const caps = createInFlightCaps(512);
    observe(caps, 1, ANSWERED);
    expect(caps.of(1)).toBe(16);
    observe(caps, 1, ANSWERED, 7);
    expect(caps.of(1)).toBe(72);
    observe(caps, 1, ANSWERED, 100);
    expect(caps.of(1)).toBe(128);
    expect(caps.of(2)).toBe(8);
  });

  it('halves with every try that hangs, down to one, and grows again with answers', () => {
    const caps = createInFlightCaps(512);
    observe(caps, 1, ANSWERED, 100);
    observe(caps, 1, HUNG);
    expect(caps.of(1)).toBe(64);
    observe(caps, 1, HUNG, 100);
    expect(caps.of(1)).toBe(1);
    observe(caps, 1, ANSWERED);
    expect(caps.of(1)).toBe(9);
  });

  it('stays where a try fails at once, since its slot is free again', () => {
    const caps = createInFlightCaps(512);
    observe(caps, 1, REFUSED, 100);
    expect(caps.of(1)).toBe(8);
  });
});
