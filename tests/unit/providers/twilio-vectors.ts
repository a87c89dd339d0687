import { twilio } from '../../../server/src/providers/twilio';
import type { PublishedVector } from './published-vectors';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const JSON_BODY = { 'content-type': 'application/json' };
const DIGEST = '0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620';
const EMPTY_OBJECT_DIGEST = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';
const DOCUMENTED = 'https://example.com/myapp.php?foo=1&bar=2';
const ADDRESS = 'https://mycompany.com/myapp.php?foo=1&bar=2';

const formOf = (pairs: [string, string][]) => new URLSearchParams(pairs).toString();
const callFrom = (number: string) =>
  formOf([
    ['CallSid', 'CA1234567890ABCDE'],
    ['Caller', number],
    ['Digits', '1234'],
    ['From', number],
    ['To', '+18005551212'],
  ]);
const CALL = callFrom('+14158675309');

const vector = (
  name: string,
  url: string,
  signature: string,
  body: string,
  contentType: Record<string, string> = FORM,
): PublishedVector => [
  `Twilio, ${name}`,
  twilio,
  { secret: '12345', url, body, headers: { ...contentType, 'x-twilio-signature': signature } },
];

const addressWith = (from: string, to: string) => ADDRESS.replace(from, to);

/** Those of its documentation, and those that its Node library is tested with. */
export const twilioVectors: PublishedVector[] = [
  vector('its documentation', DOCUMENTED, 'L/OH5YylLD5NRKLltdqwSvS0BnU=', callFrom('+14158675310')),
  vector('its library', ADDRESS, 'RSOYDt4T1cUTdK1PDd93/VVr8B8=', CALL),
  vector(
    'signed without the port that the address names',
    addressWith('.com', '.com:1234'),
    'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
    CALL,
  ),
  vector(
    'signed with the port that the address names',
    addressWith('https://mycompany.com', 'http://mycompany.com:1234'),
    'Zmvh+3yNM1Phv2jhDCwEM3q5ebU=',
    CALL,
  ),
  vector(
    'signed with port 443, which the address does not name',
    ADDRESS,
    'kvajT1Ptam85bY51eRf/AJRuM3w=',
    CALL,
  ),
  vector(
    'signed with port 80, which the address does not name',
    addressWith('https', 'http'),
    '0ZXoZLH/DfblKGATFgpif+LLRf4=',
    CALL,
  ),
  vector(
    'an address with a user and a password',
    addressWith('mycompany', 'user:pass@mycompany'),
    'CukzLTc1tT5dXEDIHm/tKBanW10=',
    CALL,
  ),
  vector(
    'an address with a user',
    addressWith('mycompany', 'user@mycompany'),
    '2YRLlVAflCqxaNicjMpJcSTgzSs=',
    CALL,
  ),
  vector(
    'an address with a user and a password, signed with a port',
    addressWith('mycompany', 'user:pass@mycompany'),
    'ZQFR1PTIZXF2MXB8ZnKCvnnA+rI=',
    CALL,
  ),
  vector(
    'an address with an apostrophe',
    `${ADDRESS}&Body=It's+amazing`,
    'TfZzewPq8wqrGlMfyAud8+/IvJ0=',
    CALL,
  ),
  vector(
    'JSON',
    `${ADDRESS}&bodySHA256=${DIGEST}`,
    'a9nBmqA0ju/hNViExpshrM61xv4=',
    '{"property": "value", "boolean": true}',
    JSON_BODY,
  ),
  vector(
    'JSON at an address with nothing but its digest',
    `https://mycompany.com/myapp.php?bodySHA256=${DIGEST}`,
    'y77kIzt2vzLz71DgmJGsen2scGs=',
    '{"property": "value", "boolean": true}',
    JSON_BODY,
  ),
  vector(
    'an empty object',
    `${ADDRESS}&bodySHA256=${EMPTY_OBJECT_DIGEST}`,
    'Ldidvp12m26NI7eqEvxnEpkd9Hc=',
    '{}',
    JSON_BODY,
  ),
  vector(
    'repeated fields',
    ADDRESS,
    'IK+Dwps556ElfBT0I3Rgjkr1wJU=',
    'Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234',
  ),
  vector(
    'a list of addresses',
    ADDRESS,
    '83O6e2vORAoJHUNzJjDWN1jz+BA=',
    formOf([
      ['MessagingBinding.Address', '+1415xxxxxxx'],
      ['MessagingBinding.Address', '+1325xxxxxxx'],
    ]),
  ),
];
