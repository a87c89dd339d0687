import { isGenuine, verifyRequest } from '../../../../server/src/incoming/receiving/verify-request';
import type { ProviderWebhook } from '../../../../server/src/providers/provider';
import { recordingLogger } from '../../../support/recording-logger';

const request = { method: 'POST', url: '/in/a', headers: new Map(), body: Buffer.alloc(0) };
const context = { secrets: [], settings: {}, now: 0 };

/** What comes of a provider whose code was written without types. */
function stepsOf(verify: () => unknown) {
  const log = recordingLogger();
  const webhook = { verify } as unknown as ProviderWebhook;
  return { steps: verifyRequest({ id: 'own', webhook }, request, context, log), lines: log.lines };
}

it('what a provider found out is handed on', () => {
  const { steps, lines } = stepsOf(() => [{ check: 'signature', problem: null }]);
  expect(isGenuine(steps)).toBe(true);
  expect(lines).toEqual([]);
});

it.each<[string, () => unknown]>([
  [
    'throws',
    () => {
      throw new Error('broken');
    },
  ],
  ['promises its steps', () => Promise.resolve([{ check: 'signature', problem: null }])],
  ['breaks its promise', () => Promise.reject(new Error('broken'))],
  ['returns true', () => true],
  ['returns nothing', () => undefined],
  ['returns steps of another form', () => [{ name: 'signature', ok: true }]],
  ['returns a hole', () => [null]],
  ['returns a problem without a code', () => [{ check: 'signature', problem: 'wrong' }]],
])('a provider that %s refuses the request, and the log says why', (_how, verify) => {
  const { steps, lines } = stepsOf(verify);
  expect(steps).toEqual([{ check: 'signature', problem: { code: 'verifier-failed' } }]);
  expect(isGenuine(steps)).toBe(false);
  expect(lines).toHaveLength(1);
});
