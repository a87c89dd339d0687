import { XMLParser } from 'fast-xml-parser';

import { salesforceConnector } from './connectors/salesforce';
import { identifier } from './event-fields';
import { bodyText, fieldAt } from './payload';
import { defineProvider, type WebhookReply, type WebhookRequest } from './provider';
import { salesforceResources } from './resources/salesforce';
import { isSame, matchedSecret } from './signature';
import { salesforceAccess } from './salesforce-access';
import { momentOf } from './timestamp';
import { type Checked, verificationSteps } from './verification';

/** Salesforce puts at most as many into one message. */
const MAX_NOTIFICATIONS = 100;
/** A hundred records of some hundred fields, start and end. Parsing takes some microseconds a tag. */
const MAX_TAGS = 25_000;
/** Every record names its type and some empty fields; text holds an entity here and there. Each takes a microsecond. */
const MAX_ATTRIBUTES = 10_000;
const MAX_ENTITIES = 50_000;
/** An id of 18 characters is one of 15 with a checksum behind it, for programs that do not tell cases apart. */
const ID_LENGTH = 15;
const ORGANIZATION_ID = /^00D[A-Za-z\d]{12}([A-Za-z\d]{3})?$/;
/** Where a message names its organisation, in its text. */
const NAMED_ORGANIZATION = /<(?:[\w.-]+:)?OrganizationId>\s*(00D[A-Za-z\d]{12,15})\s*<\//;
/** An entity may name a file of ours or grow without bounds; SOAP forbids the declaration of any. */
const DOCUMENT_TYPE = /<!(DOCTYPE|ENTITY)/i;

const NAME_OF_ATTRIBUTE = '@';

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: NAME_OF_ATTRIBUTE,
  removeNSPrefix: true,
  parseTagValue: false,
  // The predefined and the numeric ones; what a document declares itself is refused above.
  htmlEntities: true,
  isArray: (name) => name === 'Notification',
});

const ACKNOWLEDGED: WebhookReply = {
  contentType: 'text/xml; charset=utf-8',
  body: [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>',
    '<notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse>',
    '</soapenv:Body></soapenv:Envelope>',
  ].join(''),
};

interface OutboundMessage {
  organizationId: string;
  actionId: string | null;
  notifications: unknown[];
}

/**
 * Outbound messages of Salesforce, which are not signed: all that tells where they come from is the id of the organisation,
 * the secret of the source. It is no real secret, so the address of the source has to be one; Apex code and flows can sign
 * for the generic HMAC provider instead. Every notification of a message is an event of its own.
 *
 * @see https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_om_outboundmessaging_understanding.htm
 */
export const salesforce = defineProvider({
  id: 'salesforce',
  name: 'Salesforce',
  access: salesforceAccess,
  connector: salesforceConnector,
  resources: salesforceResources,
  webhook: {
    verify: (request, { secrets }) =>
      verificationSteps((takeStep) => {
        // Parsing XML takes half a second a megabyte, so it waits until the text names the organisation.
        const named = takeStep('body', namedOrganization(request));
        takeStep('signature', matchedOrganization(named, secrets));
        const { organizationId } = takeStep('body', readMessage(request));
        takeStep('signature', matchedOrganization(organizationId, secrets));
      }),
    // The envelope holds a session id, with which anybody could act as the user who set the message up.
    isEnvelope: true,
    payloads(request) {
      const message = readMessage(request);
      return 'value' in message ? eventsOf(message.value) : null;
    },
    eventId: (payload) => identifier(fieldAt(payload, ['id'])),
    eventType: (payload) => identifier(fieldAt(payload, ['object'])),
    occurredAt: (payload) => momentOf(fieldAt(payload, ['record', 'SystemModstamp'])),
    acknowledge: () => ACKNOWLEDGED,
    secretProblem: (secret) =>
      ORGANIZATION_ID.test(secret)
        ? null
        : 'Enter the id of the organisation: 15 or 18 letters and digits that begin with 00D.',
  },
});

function namedOrganization(request: WebhookRequest): Checked<string> {
  const organizationId = NAMED_ORGANIZATION.exec(bodyText(request) ?? '')?.[1];
  return organizationId ? { value: organizationId } : { problem: { code: 'body-malformed' } };
}

function matchedOrganization(organizationId: string, secrets: readonly string[]): Checked<true> {
  const received = organizationId.slice(0, ID_LENGTH);
  return matchedSecret(
    secrets.filter((secret) => ORGANIZATION_ID.test(secret)),
    (secret) => isSame(received, secret.slice(0, ID_LENGTH)),
    'organization-differs',
  );
}

/** A message is verified first and read after, and parsed once. */
const messages = new WeakMap<WebhookRequest, Checked<OutboundMessage>>();

function readMessage(request: WebhookRequest): Checked<OutboundMessage> {
  const known = messages.get(request);
  if (known) return known;
  const message = parseMessage(request);
  messages.set(request, message);
  return message;
}

function parseMessage(request: WebhookRequest): Checked<OutboundMessage> {
  const message = fieldAt(parseXml(request), ['Envelope', 'Body', 'notifications']);
  const organizationId = fieldAt(message, ['OrganizationId']);
  const notifications = fieldAt(message, ['Notification']);
  const isReadable =
    typeof organizationId === 'string' &&
    ORGANIZATION_ID.test(organizationId) &&
    Array.isArray(notifications) &&
    notifications.length <= MAX_NOTIFICATIONS;
  if (!isReadable) return { problem: { code: 'body-malformed' } };
  const actionId = identifier(fieldAt(message, ['ActionId']));
  return { value: { organizationId, actionId, notifications } };
}

function parseXml(request: WebhookRequest): unknown {
  const text = bodyText(request);
  if (text === null || DOCUMENT_TYPE.test(text)) return undefined;
  const isTooMuch =
    hasMore(text, '<', MAX_TAGS) ||
    hasMore(text, '="', MAX_ATTRIBUTES) ||
    hasMore(text, "='", MAX_ATTRIBUTES) ||
    hasMore(text, '&', MAX_ENTITIES);
  if (isTooMuch) return undefined;
  try {
    return parser.parse(text);
  } catch {
    return undefined;
  }
}

function hasMore(text: string, part: string, most: number): boolean {
  return text.split(part, most + 2).length > most + 1;
}

/** What a mapping reads: the record under the names of its fields, without the envelope and its session id. */
function eventsOf({ organizationId, actionId, notifications }: OutboundMessage): unknown[] {
  return notifications.map((notification) => {
    const record = fieldAt(notification, ['sObject']);
    return {
      id: fieldAt(notification, ['Id']),
      organizationId,
      actionId,
      object: localName(fieldAt(record, [`${NAME_OF_ATTRIBUTE}type`])),
      record: fieldsOf(record),
    };
  });
}

/** `sf:Account` without its prefix. */
function localName(name: unknown): string | null {
  return identifier(typeof name === 'string' ? name.replace(/^[^:]*:/, '') : null);
}

/** The fields of a record without the attributes of its XML, an empty one (`xsi:nil`) as null. */
function fieldsOf(element: unknown): unknown {
  if (typeof element !== 'object' || element === null) return element;
  if (Array.isArray(element)) return element.map(fieldsOf);
  if (fieldAt(element, [`${NAME_OF_ATTRIBUTE}nil`]) === 'true') return null;
  const fields = Object.entries(element).filter(([name]) => !name.startsWith(NAME_OF_ATTRIBUTE));
  return Object.fromEntries(fields.map(([name, value]) => [name, fieldsOf(value)]));
}
