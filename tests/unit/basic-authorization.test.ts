import { basicAuthorization, clientAuthorization } from '../../server/src/basic-authorization';

test('Basic credentials are UTF-8, as RFC 7617 has it', () => {
  expect(basicAuthorization('Aladdin', 'open sesame')).toBe('Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==');
  expect(basicAuthorization('test', '123£')).toBe('Basic dGVzdDoxMjPCow==');
});

test('those of an OAuth client are form-encoded first, as RFC 6749 has it', () => {
  const decoded = Buffer.from(clientAuthorization('a b', 'c:d/é').slice(6), 'base64').toString();
  expect(decoded).toBe('a+b:c%3Ad%2F%C3%A9');
});
