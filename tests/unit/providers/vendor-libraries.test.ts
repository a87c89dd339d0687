import fc from 'fast-check';

import { isGenuine, refusalOf, verifyWith } from '../../support/webhook-request';
import {
  SECRET,
  vendorLibraries,
  type LibraryRequest,
  type VendorLibrary,
} from './vendor-libraries';

async function isAcceptedBy({ verify }: VendorLibrary, request: LibraryRequest) {
  try {
    return (await verify(request)) !== false;
  } catch {
    return false;
  }
}

const verifyByUs = ({ provider }: VendorLibrary, request: Parameters<typeof verifyWith>[1]) =>
  verifyWith(provider, request, { secrets: [SECRET] });

/** JSON, and where a library takes it, whatever else a sender may post. */
const bodiesFor = ({ isJsonOnly }: VendorLibrary) =>
  isJsonOnly ? fc.json() : fc.oneof(fc.json(), fc.string({ unit: 'grapheme', minLength: 1 }));

/** What the headers of signatures are made of. */
const pieces = fc.constantFrom(
  ...['', ',', ' ', '=', '.', ':', '0', '1', 'a', 'A', '+', '-', 't=', 't=1', 'v0=', 'v1=', 'v1,'],
  ...['v1a,', 'v2,', 'sha256=', 'sha1=', ',v1=x', ' v1,x', '\0', 'ü', 'x'.repeat(64)],
);
/** Some of a header taken out, and something else put there. */
const edit = fc.record({ at: fc.nat(), length: fc.nat({ max: 3 }), piece: pieces });

const edited = (
  value: string,
  { at, length, piece }: { at: number; length: number; piece: string },
) => {
  const start = at % (value.length + 1);
  return value.slice(0, start) + piece + value.slice(start + length);
};

const inAnotherForm = fc.constantFrom<(value: string) => string>(
  () => '',
  (value) => value.toUpperCase(),
  (value) => value.toLowerCase(),
  (value) => `${value},${value}`,
  (value) => `${value}, ${value}`,
  (value) => `${value} ${value}`,
  (value) => value.replace(/[\da-f]{64}/, (hex) => Buffer.from(hex, 'hex').toString('base64')),
  (value) => value.replace(/[\w+/]{43}=/, (text) => Buffer.from(text, 'base64').toString('hex')),
  (value) => value.replace(/=$/, ''),
  (value) => `${value}=`,
);

const headerChanges = fc.oneof(
  inAnotherForm,
  fc
    .array(edit, { minLength: 1, maxLength: 3 })
    .map((edits) => (value: string) => edits.reduce(edited, value)),
  fc.string({ unit: 'binary' }).map((text) => () => text),
);

afterEach(() => jest.restoreAllMocks());

describe.each(Object.entries(vendorLibraries))('what the library %s', (_name, library) => {
  const bodies = bodiesFor(library);

  it('signs is accepted', async () => {
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const request = { ...(await library.sign(body, new Date())), body };
        expect(await isAcceptedBy(library, request)).toBe(true);
        expect(isGenuine(verifyByUs(library, request))).toBe(true);
      }),
    );
  });

  it('refuses for its body is refused', async () => {
    await fc.assert(
      fc.asyncProperty(bodies, fc.nat(), fc.integer({ min: 1, max: 127 }), async (body, n, xor) => {
        const signed = await library.sign(body, new Date());
        const bytes = Buffer.from(body);
        bytes[n % bytes.length]! ^= xor;
        const changed = bytes.toString();
        fc.pre(changed !== body);
        expect(await isAcceptedBy(library, { ...signed, body: changed })).toBe(false);
        expect(isGenuine(verifyByUs(library, { ...signed, body: bytes }))).toBe(false);
      }),
    );
  });

  it('refuses for a header is refused, and little more', async () => {
    await fc.assert(
      fc.asyncProperty(bodies, fc.nat(), headerChanges, async (body, n, change) => {
        const { headers, ...signed } = await library.sign(body, new Date());
        const names = Object.keys(headers);
        const name = names[n % names.length] ?? '';
        const changed = { ...headers, [name]: change(headers[name] ?? '') };
        const request = { ...signed, headers: changed, body };
        const refusal = refusalOf(verifyByUs(library, request));
        // The one header that we can do without, as newer versions of the library can.
        if (!(await isAcceptedBy(library, request)) && !name.endsWith('event-id')) {
          expect([changed, refusal]).toEqual([changed, expect.any(String)]);
        } else if (refusal !== undefined) {
          expect([changed, library.stricterOn]).toEqual([
            changed,
            expect.arrayContaining([refusal]),
          ]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('says of a time is what we say, and to us the future is no better than the past', async () => {
    jest.spyOn(Date, 'now').mockReturnValue(1_700_000_000_500);
    for (let seconds = -310; seconds <= 310; seconds += 1) {
      const at = new Date(Date.now() + seconds * 1000);
      const request = { ...(await library.sign('{}', at)), body: '{}' };
      const isInTime = Math.abs(seconds) <= 300;
      const isToThem = { old: seconds >= -300, 'old and future': isInTime }[library.times ?? 'old'];
      expect([seconds, await isAcceptedBy(library, request)]).toEqual([
        seconds,
        library.times === undefined || isToThem,
      ]);
      expect([seconds, isGenuine(verifyByUs(library, request))]).toEqual([
        seconds,
        library.times === undefined || isInTime,
      ]);
    }
  });
});
