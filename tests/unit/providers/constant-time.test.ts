import crypto from 'node:crypto';

import { createProviderRegistry } from '../../../server/src/providers/registry';
import { refusalOf, verifyWith, type RequestParts } from '../../support/webhook-request';
import { genuineRequests, type GenuineRequest, SECRET, unsigned } from './genuine-requests';

/** A public key verifies it, which is no secret: what a comparison tells by its time is of no use to anybody. */
const BY_PUBLIC_KEY = 'Standard Webhooks, ed25519';
const SIGNATURE = /[\da-f]{64}|[A-Za-z\d+/]{27,86}(?==)/;

const compared = genuineRequests.filter(([name]) => name !== BY_PUBLIC_KEY);

/** What is compared where it is no signature. All ids of organisations begin alike. */
const PROOFS: Record<string, string> = {
  Salesforce: unsigned.Salesforce?.secrets[0]?.slice(3, 15) ?? '',
  'a static token': SECRET,
  'basic auth': Buffer.from('user:pass').toString('base64'),
};

/** The request with what proves its sender changed at its beginning, in its middle and at its end, as long as before. */
function wrongOnes(name: string, request: GenuineRequest): RequestParts[] {
  const { headers, body } = request;
  const header = request.signing.at(-1);
  const whole = header === undefined ? body : (headers[header] ?? '');
  const proof = PROOFS[name] ?? SIGNATURE.exec(whole)?.[0] ?? '';
  return [0, proof.length >> 1, proof.length - 1].map((place) => {
    const letter = proof[place] === '0' ? '1' : '0';
    const wrong = proof.slice(0, place) + letter + proof.slice(place + 1);
    const changed = whole.replace(proof, wrong);
    return header === undefined
      ? { ...request, body: changed }
      : { ...request, headers: { ...headers, [header]: changed } };
  });
}

let compare: jest.SpiedFunction<typeof crypto.timingSafeEqual>;
beforeEach(() => {
  compare = jest.spyOn(crypto, 'timingSafeEqual');
});
afterEach(() => jest.restoreAllMocks());

/** What the comparisons in constant time found, one after the other. */
function comparisonsOf(request: GenuineRequest, parts: RequestParts): unknown[] {
  compare.mockClear();
  const refusal = refusalOf(verifyWith(request.provider, parts, request));
  expect(refusal === undefined).toBe(parts === request);
  return compare.mock.results.map(({ value }) => value as unknown);
}

describe.each(compared)('what proves the sender (%s)', (name, request) => {
  it('is compared in constant time, right or wrong', () => {
    expect(comparisonsOf(request, request)).toContain(true);
    for (const parts of wrongOnes(name, request)) {
      expect(comparisonsOf(request, parts)).toContain(false);
    }
  });

  it('is compared as often, wherever it is wrong, and with every secret', () => {
    const both = { ...request, secrets: [...request.secrets, ...request.secrets] };
    const [first, ...others] = wrongOnes(name, both).map((parts) => comparisonsOf(both, parts));
    for (const other of others) expect(other).toEqual(first);
    const withOne = comparisonsOf(request, wrongOnes(name, request)[0] ?? {});
    const isFalse = (result: unknown) => result === false;
    expect(first?.filter(isFalse)).toHaveLength(2 * withOne.filter(isFalse).length);
  });
});

test('no service is left out', () => {
  const all = createProviderRegistry()
    .list()
    .filter(({ webhook }) => webhook);
  const ids = new Set(compared.map(([, { provider }]) => provider.id));
  expect([...ids].sort()).toEqual(all.map(({ id }) => id).sort());
});
