import type { RateLimiterMemory } from 'rate-limiter-flexible';

import { parseAddress } from '../../http/address-ranges';
import type { SourceRecord } from '../sources/source-record';

/** A provider gives every customer at least so many bytes of an IPv6 address, and the rest is the customer's to choose. */
const NETWORK_BYTES = 8;

/**
 * How many requests a second a source takes from one sender. Every sender has a count of its own, so that a stranger who
 * floods a source shuts out only himself.
 */
export function createRateLimits() {
  const limiters = new WeakMap<SourceRecord, Promise<RateLimiterMemory>>();

  async function createLimiter({ rateLimit }: SourceRecord): Promise<RateLimiterMemory> {
    // Loaded by the first request: a site without sources does without it.
    const { RateLimiterMemory } = await import('rate-limiter-flexible');
    return new RateLimiterMemory({ points: rateLimit, duration: 1 });
  }

  return {
    /**
     * Counts a request.
     *
     * @param sender the address of the sender
     * @returns null if it may pass, else after how many whole seconds the next one may
     */
    async take(source: SourceRecord, sender: string): Promise<number | null> {
      let limiter = limiters.get(source);
      if (!limiter) limiters.set(source, (limiter = createLimiter(source)));
      try {
        await (await limiter).consume(networkOf(sender));
        return null;
      } catch (error) {
        if (error instanceof Error) throw error;
        return Math.max(1, Math.ceil((error as { msBeforeNext: number }).msBeforeNext / 1000));
      }
    },
  };
}

/** An address of IPv4, or the network (/64) of one of IPv6; a text that is no address as it is. */
function networkOf(sender: string): string {
  const address = parseAddress(sender);
  if (address?.kind() !== 'ipv6') return address?.toString() ?? sender;
  return Buffer.from(address.toByteArray().slice(0, NETWORK_BYTES)).toString('hex');
}

export type RateLimits = ReturnType<typeof createRateLimits>;
