import fc from 'fast-check';

import { createAddressPolicy } from '../../../server/src/http/address-guard';
import { PUBLIC_ADDRESSES, REFUSED_ADDRESSES } from '../../support/judged-addresses';

const at = (address: string, hostname = address, port = 443) => ({ address, hostname, port });

describe('without any rule', () => {
  const policy = createAddressPolicy([]);

  test.each(REFUSED_ADDRESSES)('%s is refused', (address) => {
    const { isAllowed, reason } = policy.judge(at(address));
    expect(isAllowed).toBe(false);
    expect(reason).toMatch(/^(a|an|the|something) /);
  });

  test.each(PUBLIC_ADDRESSES)('%s passes', (address) => {
    expect(policy.judge(at(address))).toEqual({ isAllowed: true, reason: null });
  });

  test.each(['', 'example.com', '127.1', '0x7f000001', '1.2.3.4.5', '::g'])(
    'what is no address (%j) is refused',
    (address) => {
      expect(policy.judge(at(address)).isAllowed).toBe(false);
    },
  );

  test('every IPv4 address is judged alike plain and mapped into IPv6', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(policy.judge(at(`::ffff:${address}`))).toEqual(policy.judge(at(address)));
      }),
    );
  });

  test('no IPv6 address outside of 2000::/3 passes, except a mapped public one', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        if (!policy.judge(at(address)).isAllowed) return;
        expect(address).toMatch(/^([23][0-9a-f]{3}:|.*:ffff:)/i);
      }),
    );
  });
});

describe('rules', () => {
  test.each([
    ['10.0.0.0/8', at('10.1.2.3')],
    ['10.1.2.3', at('10.1.2.3')],
    ['10.1.2.3:8080', at('10.1.2.3', 'internal.test', 8080)],
    ['::ffff:10.0.0.0/104', at('10.1.2.3')],
    ['fd00::/8', at('fd00:ec2::254')],
    ['::1', at('::1')],
    ['[::1]', at('::1')],
    ['[::1]:8080', at('::1', '::1', 8080)],
    ['receiver', at('172.17.0.2', 'receiver')],
    ['receiver:3000', at('172.17.0.2', 'receiver', 3000)],
    ['Receiver.Internal', at('172.17.0.2', 'receiver.internal.')],
    ['127.0.0.1', at('::ffff:127.0.0.1')],
  ])('%s opens what it names', (rule, destination) => {
    expect(createAddressPolicy([]).judge(destination).isAllowed).toBe(false);
    expect(createAddressPolicy([rule]).judge(destination).isAllowed).toBe(true);
  });

  test.each([
    ['10.0.0.0/8', at('192.168.0.1')],
    ['10.1.2.3:8080', at('10.1.2.3', '10.1.2.3', 8081)],
    ['receiver', at('172.17.0.2', 'other')],
    ['receiver', at('172.17.0.2', 'receiver.evil.test')],
    ['receiver:3000', at('172.17.0.2', 'receiver', 3001)],
    ['::1', at('127.0.0.1')],
    ['0.0.0.0/0', at('::1')],
  ])('%s opens nothing else', (rule, destination) => {
    expect(createAddressPolicy([rule]).judge(destination).isAllowed).toBe(false);
  });

  test('allowing NAT64 opens the public addresses behind it and not the private ones', () => {
    const policy = createAddressPolicy(['64:ff9b::/96']);
    expect(policy.judge(at('64:ff9b::8.8.8.8')).isAllowed).toBe(true);
    expect(policy.judge(at('64:ff9b::127.0.0.1')).isAllowed).toBe(false);
    expect(policy.judge(at('64:ff9b::169.254.169.254')).isAllowed).toBe(false);
  });

  test.each(['', '10.0.0.0/33', 'host:0', 'host:65536', 'host:', 'a:b:c', '[host]:80', 'x/8'])(
    'a rule that cannot be read (%j) is an error and not ignored',
    (rule) => {
      expect(() => createAddressPolicy([rule])).toThrow(TypeError);
    },
  );
});
