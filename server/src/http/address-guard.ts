import ipaddr from 'ipaddr.js';

import { type Address, isWithin, nat64Target, parseAddress, refusalReason } from './address-ranges';

export interface Destination {
  /** A literal address, as written in the URL or answered by the resolver. */
  address: string;
  /** The host of the URL; the same as `address` where the URL names an address. */
  hostname: string;
  port: number;
}

export type Judgement = { isAllowed: true; reason: null } | { isAllowed: false; reason: string };

export interface AddressPolicy {
  /** Judges one destination. The connection must then go to exactly this address. */
  judge(destination: Destination): Judgement;
}

type Rule =
  | { kind: 'network'; network: [Address, number]; port: number | null }
  | { kind: 'host'; hostname: string; port: number | null };

const NO_RULE = 'no CIDR range, address or host with an optional port';

const ALLOWED: Judgement = { isAllowed: true, reason: null };

/**
 * The policy for every outgoing connection: public addresses pass, all others only by a rule of the configuration.
 * A rule that names a host trusts that name with whatever address it resolves to.
 *
 * @param allow CIDR ranges, addresses, hosts, or one of the last two with a port: `10.0.0.0/8`, `[::1]:8080`
 * @throws {TypeError} for a rule that is none of these
 */
export function createAddressPolicy(allow: string[]): AddressPolicy {
  const rules = allow.map((text) => {
    const rule = parseRule(text);
    if (rule) return rule;
    throw new TypeError(`network.allow: "${text}" is ${NO_RULE}`);
  });

  function isAllowedByRule(address: Address, hostname: string, port: number): boolean {
    return rules.some((rule) => {
      if (rule.port !== null && rule.port !== port) return false;
      return rule.kind === 'host' ? rule.hostname === hostname : isWithin(address, rule.network);
    });
  }

  function judge({ address, hostname, port }: Destination): Judgement {
    const parsed = parseAddress(address);
    if (!parsed) return { isAllowed: false, reason: 'something that is no address' };
    const reason = refusalReason(parsed);
    if (reason === null) return ALLOWED;
    if (!isAllowedByRule(parsed, normaliseHost(hostname), port))
      return { isAllowed: false, reason };
    // Allowing NAT64 opens the translator, not the private networks that an embedded address may name.
    const behindNat64 = nat64Target(parsed);
    if (behindNat64) return judge({ address: behindNat64.toString(), hostname, port });
    return ALLOWED;
  }

  return { judge };
}

/** Lowercase, without the final dot and the brackets: the form in which names are compared. */
export function normaliseHost(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^\[|\]$/g, '');
}

/** Whether a text can be a rule of `createAddressPolicy`. */
export function isRule(text: string): boolean {
  return parseRule(text) !== null;
}

function parseRule(text: string): Rule | null {
  if (text.includes('/')) {
    if (!ipaddr.isValidCIDR(text)) return null;
    return { kind: 'network', network: unmapped(ipaddr.parseCIDR(text)), port: null };
  }
  const wholeAddress = parseAddress(text);
  if (wholeAddress) return { kind: 'network', network: single(wholeAddress), port: null };

  const parts = /^(\[[^\]]+\]|[^\s:[\]]+)(?::(\d{1,5}))?$/.exec(text);
  const host = parts?.[1];
  const port = parts?.[2] === undefined ? null : Number(parts[2]);
  if (!host || (port !== null && (port < 1 || port > 65_535))) return null;

  const address = parseAddress(host);
  if (address) return { kind: 'network', network: single(address), port };
  if (host.startsWith('[')) return null;
  return { kind: 'host', hostname: normaliseHost(host), port };
}

/** Judged addresses are unmapped first, so that a range of mapped ones (`::ffff:10.0.0.0/104`) has to be, too. */
function unmapped([network, bits]: [Address, number]): [Address, number] {
  const isMapped = network.kind() === 'ipv6' && bits >= 96;
  const plain = isMapped ? ipaddr.process(network.toString()) : network;
  return plain.kind() === network.kind() ? [network, bits] : [plain, bits - 96];
}

function single(address: Address): [Address, number] {
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}
