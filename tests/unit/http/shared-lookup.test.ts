import { createSharedLookup } from '../../../server/src/http/shared-lookup';

const ADDRESSES = [{ address: '203.0.113.7', family: 4 }];

/** A resolver whose answers the test gives, and a clock that it moves. */
function resolver() {
  const asked: { hostname: string; answer: () => void; fail: () => void }[] = [];
  const clock = { now: 0 };
  const lookup = createSharedLookup(
    (hostname) =>
      new Promise((resolve, reject) =>
        asked.push({
          hostname,
          answer: () => resolve(ADDRESSES),
          fail: () => reject(new Error(`no answer for ${hostname}`)),
        }),
      ),
    () => clock.now,
  );
  return { lookup, asked, clock };
}

describe('looking names up', () => {
  it('asks once for many connections that are opened at once', async () => {
    const { lookup, asked } = resolver();
    const waiting = [lookup('a.test'), lookup('a.test'), lookup('b.test')];
    expect(asked.map(({ hostname }) => hostname)).toEqual(['a.test', 'b.test']);
    asked.forEach(({ answer }) => answer());
    expect(await Promise.all(waiting)).toEqual([ADDRESSES, ADDRESSES, ADDRESSES]);
  });

  it('asks anew for the next one, so that a name may move', async () => {
    const { lookup, asked } = resolver();
    const first = lookup('a.test');
    asked[0]!.answer();
    await first;
    void lookup('a.test');
    expect(asked).toHaveLength(2);
  });

  it('leaves a name alone for a while whose name servers did not answer', async () => {
    const { lookup, asked, clock } = resolver();
    const first = lookup('dead.test');
    clock.now = 10_000;
    asked[0]!.fail();
    await expect(first).rejects.toThrow('no answer for dead.test');
    clock.now = 39_999;
    await expect(lookup('dead.test')).rejects.toThrow('no answer for dead.test');
    expect(asked).toHaveLength(1);
    clock.now = 40_000;
    void lookup('dead.test');
    expect(asked).toHaveLength(2);
  });

  it('asks again at once for a name that was quickly said not to exist', async () => {
    const { lookup, asked, clock } = resolver();
    const first = lookup('new.test');
    clock.now = 20;
    asked[0]!.fail();
    await expect(first).rejects.toThrow();
    const second = lookup('new.test');
    asked[1]!.answer();
    expect(await second).toEqual(ADDRESSES);
  });
});
