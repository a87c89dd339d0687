import { createProviderRegistry } from '../../../server/src/providers/registry';
import { readPayload } from '../../../server/src/providers/payload';
import { isGenuine, verifyWith, webhookRequest } from '../../support/webhook-request';
import {
  type VendorEvent,
  type VendorRequest,
  vendorEvents,
} from '../../support/vendor-events/vendor-events';

const NOW = Date.parse('2026-01-31T09:30:00.000Z');
const providers = createProviderRegistry();
const events = vendorEvents('http://127.0.0.1:1337', NOW);
const cases = events.map((event) => [event.vendorId, event.eventName, event] as const);

function webhookOf({ vendorId }: VendorEvent) {
  const provider = providers.find(vendorId);
  if (!provider?.webhook) throw new Error(`there is no provider "${vendorId}"`);
  const { webhook } = provider;
  return { provider, webhook };
}

const verify = (event: VendorEvent, request: VendorRequest) =>
  verifyWith(webhookOf(event).provider, request, {
    secrets: [event.secret],
    settings: event.settings,
    now: NOW,
  });

/** What a source reads in a request: id and type of every event. */
function readEvents(event: VendorEvent, parts: VendorRequest) {
  const { webhook } = webhookOf(event);
  const request = webhookRequest(parts);
  const payloads = webhook.payloads ? webhook.payloads(request) : readPayload(request);
  return (payloads ?? []).map((payload) => ({
    id: webhook.eventId(payload, request, event.settings),
    type: webhook.eventType(payload, request, event.settings),
  }));
}

it('has several events of every vendor', () => {
  for (const { id } of providers.list().filter(({ webhook }) => webhook)) {
    expect(events.filter(({ vendorId }) => vendorId === id).length).toBeGreaterThan(1);
  }
});

describe.each(cases)('%s %s', (_vendorId, eventName, event) => {
  it('is genuine', () => {
    expect(verify(event, event.request).filter(({ problem }) => problem)).toEqual([]);
  });

  it('is refused when it was tampered with', () => {
    expect(isGenuine(verify(event, event.tampered))).toBe(false);
  });

  it('is refused for another secret', () => {
    const stranger = { ...event, secret: event.secret.replace(/\d/g, '7').replace('e', 'a') };
    expect(isGenuine(verify(stranger, event.request))).toBe(false);
  });

  it('has the type under which it is offered', () => {
    const types = readEvents(event, event.request).map(({ type }) => type);
    expect(new Set(types)).toEqual(new Set([eventName]));
  });

  it('is another event every time', () => {
    const ids = [event.request, event.tampered].flatMap((request) =>
      readEvents(event, request).map(({ id }) => id ?? request.body),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});

it('sends several events in one request where the vendor does', () => {
  const several = events.filter((event) => readEvents(event, event.request).length === 2);
  expect(several.map(({ vendorId, eventName }) => `${vendorId} ${eventName}`)).toEqual([
    'twilio com.twilio.messaging.message.delivered',
    'salesforce Contact',
    'salesforce Account',
  ]);
});

it('asks for the challenge of Slack', () => {
  const event = events.find(({ eventName }) => eventName === 'url_verification');
  const { challenge } = JSON.parse(event?.request.body ?? '{}') as { challenge: string };
  const reply = event && webhookOf(event).webhook.handshake?.(webhookRequest(event.request));
  expect(reply).toEqual({ contentType: 'text/plain', body: challenge });
});
