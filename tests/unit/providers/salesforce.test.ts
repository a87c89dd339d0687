import { salesforce } from '../../../server/src/providers/salesforce';
import {
  isGenuine,
  refusalOf,
  verifyWith,
  webhookOf,
  webhookRequest,
} from '../../support/webhook-request';

const webhook = webhookOf(salesforce);

describe('an outbound message of Salesforce', () => {
  const ORGANIZATION = '00D000000000062EAA';
  const notification = (id: string, name: string) => `
    <Notification>
      <Id>${id}</Id>
      <sObject xsi:type="sf:Account" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">
        <sf:Id>0010000000000${id}</sf:Id>
        <sf:Name>${name}</sf:Name>
        <sf:Phone xsi:nil="true"/>
        <sf:SystemModstamp>2026-01-02T03:04:05.000Z</sf:SystemModstamp>
      </sObject>
    </Notification>`;
  const message = (notifications: string, organization = ORGANIZATION) => `<?xml version="1.0"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>
  <notifications xmlns="http://soap.sforce.com/2005/09/outbound">
    <OrganizationId>${organization}</OrganizationId>
    <ActionId>04k000000000001AAA</ActionId>
    <SessionId>00D000000000062!AQ0</SessionId>
    ${notifications}
  </notifications></soapenv:Body></soapenv:Envelope>`;
  const verify = (body: string, secrets = [ORGANIZATION]) =>
    verifyWith(salesforce, { body, headers: { 'content-type': 'text/xml' } }, { secrets });
  const eventsOf = (body: string) => {
    const request = webhookRequest({ body });
    return webhook.payloads?.(request)?.map((payload) => ({
      id: webhook.eventId(payload, request, {}),
      type: webhook.eventType(payload, request, {}),
      occurredAt: webhook.occurredAt?.(payload, request),
      payload,
    }));
  };

  it('is accepted from the organisation, with its long or its short id', () => {
    const body = message(notification('1', 'Acme'));
    expect(isGenuine(verify(body))).toBe(true);
    expect(isGenuine(verify(body, [ORGANIZATION.slice(0, 15)]))).toBe(true);
    expect(refusalOf(verify(body, ['00D000000000063EAA']))).toBe('organization-differs');
    expect(refusalOf(verify(body, ['Acme']))).toBe('secret-unusable');
  });

  it('holds an event for every notification, without the session', () => {
    const body = message(notification('1', 'Acme &amp; S&#246;hne') + notification('2', '007'));
    const events = eventsOf(body);
    expect(events).toEqual([
      {
        id: '1',
        type: 'Account',
        occurredAt: Date.UTC(2026, 0, 2, 3, 4, 5),
        payload: {
          id: '1',
          organizationId: ORGANIZATION,
          actionId: '04k000000000001AAA',
          object: 'Account',
          record: {
            Id: '00100000000001',
            Name: 'Acme & Söhne',
            Phone: null,
            SystemModstamp: '2026-01-02T03:04:05.000Z',
          },
        },
      },
      expect.objectContaining({
        id: '2',
        payload: expect.objectContaining({ record: expect.objectContaining({ Name: '007' }) }),
      }),
    ]);
    expect(JSON.stringify(events)).not.toContain('AQ0');
  });

  it('is acknowledged as Salesforce expects', () => {
    const reply = webhook.acknowledge?.(webhookRequest({}));
    expect(reply?.contentType).toContain('text/xml');
    expect(reply?.body).toContain('<Ack>true</Ack>');
  });

  it('with 100 notifications full of escaped characters is read', () => {
    const many = Array.from({ length: 100 }, (_, n) =>
      notification(`${n}`, '&lt;&amp;'.repeat(50)),
    );
    const events = eventsOf(message(many.join('')));
    expect(events).toHaveLength(100);
    expect(events?.[99]?.payload).toMatchObject({ record: { Name: '<&'.repeat(50) } });
  });

  it.each([
    ['is no XML', '{"OrganizationId": "00D000000000062EAA"}'],
    ['is empty', ''],
    ['holds no notification', message('')],
    ['is cut off', message(notification('1', 'Acme')).slice(0, 200)],
    ['names another kind of id', message(notification('1', 'Acme'), '001000000000062EAA')],
    [
      'declares an entity',
      `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${message(notification('1', '&a;'))}`,
    ],
    [
      'declares entities that grow',
      `<!DoCtYpE x [<!ENTITY a "${'x'.repeat(1000)}">]>${message(notification('1', '&a;'.repeat(1000)))}`,
    ],
    ['has more tags than it can have', message(notification('1', 'A') + '<a/>'.repeat(25_000))],
    [
      'has more attributes than it can have',
      message(`<a ${Array.from({ length: 10_001 }, (_, n) => `a${n}='1'`).join(' ')}/>`),
    ],
    ['has more entities than it can have', message(notification('1', '&lt;'.repeat(50_001)))],
    ['has more notifications than there can be', message(notification('1', 'A').repeat(101))],
    ['nests without end', '<a>'.repeat(100_000)],
  ])('that %s is refused', (_name, body) => {
    expect(refusalOf(verify(body))).toBe('body-malformed');
  });

  it('may begin with a byte order mark', () => {
    const body = `\uFEFF${message(notification('1', 'Acme'))}`;
    expect(isGenuine(verify(body))).toBe(true);
    expect(eventsOf(body)).toMatchObject([{ id: '1', type: 'Account' }]);
  });

  it('is of the organisation that its XML names, wherever else its text names one', () => {
    const named = `<OrganizationId>${ORGANIZATION}</OrganizationId>`;
    const other = message(notification('1', 'Acme'), '00D000000000063EAA');
    for (const decoy of [`<!-- ${named} -->`, `<x>${named}</x>`, `<![CDATA[${named}]]>`]) {
      expect(isGenuine(verify(decoy + other))).toBe(false);
      expect(isGenuine(verify(other.replace('<ActionId>', `${decoy}<ActionId>`)))).toBe(false);
    }
    expect(refusalOf(verify(message(named + notification('1', 'Acme'))))).toBe('body-malformed');
  });

  it('without its organisation is refused before it is parsed', () => {
    const body = message(notification('1', 'Acme'));
    expect(verify(body, ['00D000000000063EAA']).map(({ check }) => check)).toEqual([
      'body',
      'signature',
    ]);
    expect(refusalOf(verify(body.slice(0, -20)))).toBe('body-malformed');
    expect(refusalOf(verify(body.slice(0, -20), ['00D000000000063EAA']))).toBe(
      'organization-differs',
    );
  });
});
