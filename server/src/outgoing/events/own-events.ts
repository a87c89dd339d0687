import type { Described } from '../catalogue/attribute-schema';

export const PING = 'integration-builder.ping';
export const ENDPOINT_DISABLED = 'integration-builder.endpoint.disabled';

export const CONNECTION_CHANGED = 'integration-builder.connection.status-changed';
export const CONNECTION_EXPIRING = 'integration-builder.connection.expiring';

const connectionProperties = {
  connectionId: { type: 'integer' },
  name: { type: 'string' },
  provider: { type: 'string' },
};
const connectionExample = { connectionId: 1, name: 'Harbour Supplies', provider: 'stripe' };

/** The events that this plugin sends about itself. */
export const OWN_EVENTS = {
  [PING]: {
    description: 'Sent by the Test button: the receiver is reached and can verify the signature.',
    data: {
      schema: { type: 'object', properties: { success: { const: true } }, required: ['success'] },
      example: { success: true },
    },
  },
  [ENDPOINT_DISABLED]: {
    description: 'An endpoint was turned off because it was gone (410) or had failed for too long.',
    data: {
      schema: {
        type: 'object',
        properties: {
          endpointId: { type: 'integer' },
          description: { type: ['string', 'null'] },
          /** Not the whole URL: that of many a receiver is all it takes to post there. */
          origin: { type: 'string' },
          reason: { enum: ['gone', 'failing'] },
        },
        required: ['endpointId', 'description', 'origin', 'reason'],
      },
      example: {
        endpointId: 1,
        description: 'Search index',
        origin: 'https://example.com',
        reason: 'failing',
      },
    },
  },
  [CONNECTION_CHANGED]: {
    description: 'A connection works again, fails, has to be reconnected, or was disconnected.',
    data: {
      schema: {
        type: 'object',
        properties: {
          ...connectionProperties,
          status: { enum: ['connected', 'error', 'needs-reauthorization', 'disconnected'] },
          before: { enum: ['connected', 'error', 'needs-reauthorization', 'disconnected'] },
        },
        required: ['connectionId', 'name', 'provider', 'status', 'before'],
      },
      example: { ...connectionExample, status: 'needs-reauthorization', before: 'connected' },
    },
  },
  [CONNECTION_EXPIRING]: {
    description: 'The access of a connection ends within a week and cannot renew itself.',
    data: {
      schema: {
        type: 'object',
        properties: { ...connectionProperties, expiresAt: { type: 'string', format: 'date-time' } },
        required: ['connectionId', 'name', 'provider', 'expiresAt'],
      },
      example: { ...connectionExample, expiresAt: '2026-01-31T12:00:00.000Z' },
    },
  },
} satisfies Record<string, { description: string; data: Described }>;

export type OwnEvent = keyof typeof OWN_EVENTS;

export function isOwnEvent(name: string): name is OwnEvent {
  return Object.hasOwn(OWN_EVENTS, name);
}
