import { isIP } from 'node:net';

import ipaddr from 'ipaddr.js';

export type Address = ipaddr.IPv4 | ipaddr.IPv6;

interface Range {
  network: [Address, number];
  /** What the range is, to be read after "leads to". */
  reason: string;
}

const range = (cidr: string, kind: string): Range => ({
  network: ipaddr.parseCIDR(cidr),
  reason: `${kind} (${cidr})`,
});

/** The union of what Svix and Stripe's smokescreen refuse, from IANA's IPv4 Special-Purpose Address Registry. */
const REFUSED_IPV4 = [
  range('0.0.0.0/8', 'an unspecified address'),
  range('10.0.0.0/8', 'a private network'),
  range('100.64.0.0/10', 'a carrier-grade NAT network'),
  range('127.0.0.0/8', 'the server itself'),
  range('169.254.0.0/16', 'a link-local or cloud metadata address'),
  range('172.16.0.0/12', 'a private network'),
  range('192.0.0.0/24', 'a reserved address'),
  range('192.0.2.0/24', 'a documentation address'),
  range('192.88.99.0/24', 'a 6to4 relay'),
  range('192.168.0.0/16', 'a private network'),
  range('198.18.0.0/15', 'a benchmarking network'),
  range('198.51.100.0/24', 'a documentation address'),
  range('203.0.113.0/24', 'a documentation address'),
  range('224.0.0.0/4', 'a multicast address'),
  range('255.255.255.255/32', 'a broadcast address'),
  range('240.0.0.0/4', 'a reserved address'),
];

/**
 * Named for the sake of the message; the rule for IPv6 is the other way round: only global unicast (2000::/3) can pass,
 * and of it not what this list holds.
 */
const REFUSED_IPV6 = [
  range('::/128', 'an unspecified address'),
  range('::1/128', 'the server itself'),
  range('fe80::/10', 'a link-local address'),
  range('fec0::/10', 'a site-local network'),
  range('fc00::/7', 'a private network'),
  range('ff00::/8', 'a multicast address'),
  range('64:ff9b::/96', 'a NAT64 address'),
  range('64:ff9b:1::/48', 'a NAT64 address'),
  range('100::/64', 'a discard-only address'),
  range('5f00::/16', 'a segment-routing address'),
  range('2001::/32', 'a Teredo address'),
  range('2001::/23', 'a reserved address'),
  range('2001:db8::/32', 'a documentation address'),
  range('2002::/16', 'a 6to4 address'),
  range('3fff::/20', 'a documentation address'),
];

const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');
const NAT64 = ipaddr.parseCIDR('64:ff9b::/96');

/**
 * Reads an address as resolvers and the URL parser write it, with or without brackets; IPv4-mapped IPv6 becomes the
 * IPv4 it stands for. Null for other text, which includes short and hexadecimal spellings: ipaddr.js would read them,
 * but then a host named `10` would be an address.
 */
export function parseAddress(text: string): Address | null {
  const address = text.replace(/^\[|\]$/g, '');
  if (isIP(address) === 0) return null;
  return ipaddr.process(address.includes(':') ? toHextets(address) : address);
}

/** Without dots: ipaddr.js would take `::8.8.8.8` for the mapped `::ffff:8.8.8.8`, which is another address. */
function toHextets(address: string): string {
  const withoutZone = address.replace(/%.*$/, '');
  return new URL(`http://[${withoutZone}]`).hostname.slice(1, -1);
}

/** Whether the address lies in the range; an address of the other family never does. */
export function isWithin(address: Address, [network, bits]: [Address, number]): boolean {
  return address.kind() === network.kind() && address.match(network, bits);
}

/** Why an address is refused unless configuration allows it; null for a public address. */
export function refusalReason(address: Address): string | null {
  const refused = address.kind() === 'ipv4' ? REFUSED_IPV4 : REFUSED_IPV6;
  const hit = refused.find(({ network }) => isWithin(address, network));
  if (hit) return hit.reason;
  if (address.kind() === 'ipv6' && !isWithin(address, GLOBAL_UNICAST)) return 'a reserved address';
  return null;
}

/** The IPv4 address that a NAT64 gateway would connect to (RFC 6052); null for other addresses. */
export function nat64Target(address: Address): Address | null {
  if (!isWithin(address, NAT64)) return null;
  return ipaddr.fromByteArray(address.toByteArray().slice(12));
}
