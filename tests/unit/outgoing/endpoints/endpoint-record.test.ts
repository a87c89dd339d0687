import {
  toEndpoint,
  type EndpointRecord,
} from '../../../../server/src/outgoing/endpoints/endpoint-record';

const NOW = Date.parse('2026-03-01T00:00:00.000Z');
const record: EndpointRecord = {
  id: 1,
  documentId: 'd',
  description: null,
  url: 'https://example.com/',
  eventTypes: ['*'],
  filter: null,
  payloadMode: 'full',
  populate: null,
  headers: 'canary-headers',
  headerNames: ['X-Key', 'AUTHORIZATION'],
  rateLimit: null,
  isOrdered: false,
  isActive: true,
  signatureKind: 'v1',
  signatureHeaders: 'webhook',
  publicKey: null,
  secrets: 'canary-secrets',
  secretPeriods: [
    { createdAt: '2026-02-01T00:00:00.000Z', expiresAt: null },
    { createdAt: '2026-01-01T00:00:00.000Z', expiresAt: '2026-03-01T00:00:00.001Z' },
    { createdAt: '2025-01-01T00:00:00.000Z', expiresAt: '2026-03-01T00:00:00.000Z' },
  ],
  disabledReason: null,
  disabledAt: null,
  failureStreak: { since: NOW - 1000, lastAt: NOW, count: 2 },
  revision: 1,
  createdAt: new Date(NOW),
  updatedAt: '2026-03-01T00:00:00.000Z',
};

describe('what the API says of an endpoint', () => {
  const endpoint = toEndpoint(record, NOW);

  it('holds neither secrets nor values of headers', () => {
    expect(JSON.stringify(endpoint)).not.toContain('canary');
    expect(endpoint.headers).toEqual([
      { name: 'X-Key', isSet: true },
      { name: 'AUTHORIZATION', isSet: true },
    ]);
    expect(endpoint.hasAuthorization).toBe(true);
  });

  it('names the secrets that sign now', () => {
    expect(endpoint.secrets).toEqual(record.secretPeriods.slice(0, 2));
  });

  it('fills in what is not stored and gives times as texts', () => {
    expect(endpoint).toMatchObject({
      description: '',
      filter: [],
      populate: {},
      failingSince: '2026-02-28T23:59:59.000Z',
      createdAt: '2026-03-01T00:00:00.000Z',
      updatedAt: '2026-03-01T00:00:00.000Z',
    });
  });
});
