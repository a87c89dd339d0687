import type { Described } from '../catalogue/attribute-schema';

export const PING = 'integration-builder.ping';
export const ENDPOINT_DISABLED = 'integration-builder.endpoint.disabled';

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
} satisfies Record<string, { description: string; data: Described }>;

export type OwnEvent = keyof typeof OWN_EVENTS;

export function isOwnEvent(name: string): name is OwnEvent {
  return Object.hasOwn(OWN_EVENTS, name);
}
