import { createAddressPolicy } from '../../../server/src/http/address-guard';
import { checkUrl } from '../../../server/src/http/check-url';
import { AddressRefusedError, InvalidUrlError } from '../../../server/src/http/errors';
import {
  DISGUISED_HOSTS,
  PUBLIC_ADDRESSES,
  REFUSED_ADDRESSES,
} from '../../support/judged-addresses';

const policy = createAddressPolicy([]);
const hostOf = (address: string) => (address.includes(':') ? `[${address}]` : address);

function errorOf(text: string, allow: string[] = []): unknown {
  try {
    checkUrl(text, createAddressPolicy(allow));
  } catch (error) {
    return error;
  }
  return null;
}

describe('a URL that can be called', () => {
  test.each([
    'https://example.com/',
    'http://example.com:8080/a/b?c=d&e=%20',
    'https://EXAMPLE.com/',
    'https://xn--bcher-kva.example/',
    'https://127.0.0.1.nip.io/',
    'https://localhost.example.com/',
  ])('%s is accepted', (url) => {
    expect(checkUrl(url, policy)).toEqual({
      url: new URL(url).href,
      username: null,
      password: null,
    });
  });

  test.each(PUBLIC_ADDRESSES)('the public address %s is accepted', (address) => {
    expect(errorOf(`https://${hostOf(address)}/`)).toBeNull();
  });

  test('credentials are taken out of the URL and decoded', () => {
    expect(checkUrl('https://us%40er:p%3Aw%C3%A9@example.com/x', policy)).toEqual({
      url: 'https://example.com/x',
      username: 'us@er',
      password: 'p:wé',
    });
    expect(checkUrl('https://token@example.com/', policy)).toMatchObject({
      username: 'token',
      password: '',
    });
  });
});

describe('refused addresses', () => {
  test.each(REFUSED_ADDRESSES.filter((address) => !address.includes('%')))('%s', (address) => {
    expect(errorOf(`http://${hostOf(address)}/`)).toBeInstanceOf(AddressRefusedError);
  });

  test.each(DISGUISED_HOSTS)('%s', (host) => {
    for (const url of [`http://${host}/`, `https://${host}:8443/a`, `http://user:pass@${host}/`]) {
      expect(errorOf(url)).toBeInstanceOf(AddressRefusedError);
    }
  });

  test('the sentence says what, why, and what to add to which setting', () => {
    expect(errorOf('http://127.1:3000/')).toMatchObject({
      code: 'address-refused',
      message:
        '"127.0.0.1" leads to the server itself (127.0.0.0/8), which requests may not reach. ' +
        'If this receiver is meant, add "127.0.0.1:3000" to network.allow in config/plugins.ts.',
    });
    expect(errorOf('http://[::1]/')).toMatchObject({
      message: expect.stringContaining('add "[::1]:80"'),
    });
  });

  test('what configuration allows is accepted, in the spelling of the rule and in others', () => {
    expect(errorOf('http://127.1:3000/', ['127.0.0.1:3000'])).toBeNull();
    expect(errorOf('http://localhost:3000/', ['127.0.0.1'])).toBeNull();
    expect(errorOf('http://localhost:3000/', ['localhost:3000'])).toBeNull();
    expect(errorOf('http://localhost:3001/', ['localhost:3000'])).toBeInstanceOf(
      AddressRefusedError,
    );
  });
});

describe('texts that are no URL to call', () => {
  test.each([
    ['', 'not-a-url'],
    ['example.com', 'not-a-url'],
    ['example.com:8080/x', 'not-a-url'],
    ['localhost:1337', 'not-a-url'],
    ['//example.com/', 'not-a-url'],
    ['http:', 'not-a-url'],
    ['http:example.com', 'not-a-url'],
    ['https:///example.com', 'not-a-url'],
    ['http://', 'not-a-url'],
    ['http://?x', 'not-a-url'],
    ['http://a@', 'not-a-url'],
    ['http://256.1.1.1/', 'not-a-url'],
    ['http://[::1%25eth0]/', 'not-a-url'],
    ['http://exa%00mple.com/', 'not-a-url'],
    ['http://example.com:99999/', 'not-a-url'],
    ['http://example.com:0/', 'url-port'],
    ['ftp://example.com/', 'url-scheme'],
    ['file:///etc/passwd', 'url-scheme'],
    ['gopher://example.com/', 'url-scheme'],
    ['javascript:alert(1)', 'url-scheme'],
    ['data:text/plain,x', 'url-scheme'],
    ['ws://example.com/', 'url-scheme'],
    [' https://example.com/', 'url-forbidden-character'],
    ['https://example.com/ x', 'url-forbidden-character'],
    ['https://example.com/\r\nX-Evil: 1', 'url-forbidden-character'],
    ['https://exam\nple.com/', 'url-forbidden-character'],
    ['https://example.com/\tx', 'url-forbidden-character'],
    ['https://example.com/\0', 'url-forbidden-character'],
    ['https:\\\\example.com\\', 'url-forbidden-character'],
    ['https://example.com/#a', 'url-fragment'],
    ['https://user:pa#ss@example.com/', 'not-a-url'],
    ['https://a@b@example.com/', 'url-credentials'],
    ['https://user%3Aname:x@example.com/', 'url-credentials'],
    ['https://:password@example.com/', 'url-credentials'],
    ['https://@example.com/', 'url-credentials'],
    ['https://user:%zz@example.com/', 'url-credentials'],
    ['https://user:a%0D%0Ab@example.com/', 'url-credentials'],
    [`https://example.com/${'x'.repeat(2048)}`, 'url-too-long'],
  ])('%j', (text, code) => {
    const error = errorOf(text);
    expect(error).toBeInstanceOf(InvalidUrlError);
    expect(error).toMatchObject({ code });
  });
});
