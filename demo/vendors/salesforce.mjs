import { access } from './access.mjs';
import { randomId } from './random-id.mjs';

const INSTANCE = 'https://harbour-press.my.salesforce.com/services/Soap';

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escapeXml = (text) => text.replace(/[&<>]/g, (character) => ESCAPES[character]);

/** Two records of one object, since Salesforce puts as many into a message as have changed. */
const contacts = (now) => [
  {
    Id: '003Hp00002demoAAA1',
    FirstName: 'Mara',
    LastName: 'Lindqvist',
    Email: 'mara@example.com',
    SystemModstamp: new Date(now).toISOString(),
  },
  {
    Id: '003Hp00002demoAAA2',
    FirstName: 'Tomas',
    LastName: 'Okafor',
    Email: null,
    SystemModstamp: new Date(now).toISOString(),
  },
];

const accounts = (now) => [
  {
    Id: '001Hp00001demoBBB1',
    Name: 'Duarte & Daughters',
    BillingCity: 'Porto',
    AnnualRevenue: '1200000.0',
    SystemModstamp: new Date(now).toISOString(),
  },
  {
    Id: '001Hp00001demoBBB2',
    Name: 'Café <Hafen>',
    BillingCity: 'Göteborg',
    AnnualRevenue: null,
    SystemModstamp: new Date(now).toISOString(),
  },
];

/** Outbound messages. They carry the id of the organisation and no signature, so that the body can be changed unnoticed. */
export const salesforce = {
  id: 'salesforce',
  ...access.salesforce,
  signsBody: false,
  events: { Contact: contacts, Account: accounts },

  request(eventName, { url, secret, now }) {
    const notifications = this.events[eventName](now).map((record) =>
      [
        '   <Notification>',
        `    <Id>${randomId('04lHp', 13)}</Id>`,
        `    <sObject xsi:type="sf:${eventName}" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">`,
        ...Object.entries(record).map(([field, value]) => `     ${element(`sf:${field}`, value)}`),
        '    </sObject>',
        '   </Notification>',
      ].join('\n'),
    );
    const body = `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <soapenv:Body>
  <notifications xmlns="http://soap.sforce.com/2005/09/outbound">
   <OrganizationId>${secret}</OrganizationId>
   <ActionId>04kHp000000DEMOAAA</ActionId>
   <SessionId xsi:nil="true"/>
   <EnterpriseUrl>${INSTANCE}/c/64.0/${secret}</EnterpriseUrl>
   <PartnerUrl>${INSTANCE}/u/64.0/${secret}</PartnerUrl>
${notifications.join('\n')}
  </notifications>
 </soapenv:Body>
</soapenv:Envelope>`;
    return {
      url,
      method: 'POST',
      headers: { 'Content-Type': 'text/xml; charset=utf-8', SOAPAction: '""' },
      body,
    };
  },
};

const element = (name, value) =>
  value === null ? `<${name} xsi:nil="true"/>` : `<${name}>${escapeXml(value)}</${name}>`;
