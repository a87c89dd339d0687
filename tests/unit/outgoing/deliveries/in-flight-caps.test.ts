import { createInFlightCaps } from '../../../../server/src/outgoing/deliveries/in-flight-caps';

describe('what an endpoint may have under way', () => {
  it('is a sixteenth of the concurrency at first', () => {
    expect(createInFlightCaps(512).of(1)).toBe(32);
    expect(createInFlightCaps(32).of(1)).toBe(4);
    expect(createInFlightCaps(8).of(1)).toBe(2);
    expect(createInFlightCaps(1).of(1)).toBe(1);
  });

  it('grows with every answer to a quarter', () => {
    const caps = createInFlightCaps(512);
    for (let n = 0; n < 10; n += 1) caps.observe(1, true);
    expect(caps.of(1)).toBe(42);
    for (let n = 0; n < 1000; n += 1) caps.observe(1, true);
    expect(caps.of(1)).toBe(128);
    expect(caps.of(2)).toBe(32);
  });

  it('is small again as soon as an answer fails to come', () => {
    const caps = createInFlightCaps(512);
    for (let n = 0; n < 1000; n += 1) caps.observe(1, true);
    caps.observe(1, false);
    expect(caps.of(1)).toBe(32);
  });
});
