export type InvalidUrlCode =
  | 'not-a-url'
  | 'url-too-long'
  | 'url-forbidden-character'
  | 'url-scheme'
  | 'url-port'
  | 'url-fragment'
  | 'url-credentials';

/** A text that cannot be the address of a receiver. The message is a sentence for an editor. */
export class InvalidUrlError extends Error {
  readonly code: InvalidUrlCode;

  constructor(code: InvalidUrlCode, message: string) {
    super(message);
    this.name = 'InvalidUrlError';
    this.code = code;
  }
}

/**
 * A request that would leave for an address that only the server's configuration may open. The message names the host
 * that was asked for, but not the address it resolves to: editors are not to read an internal DNS through it.
 */
export class AddressRefusedError extends Error {
  readonly code = 'address-refused';
  readonly hostname: string;
  readonly reason: string;

  constructor({ hostname, port, reason }: { hostname: string; port: number; reason: string }) {
    const rule = `${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`;
    super(
      `"${hostname}" leads to ${reason}, which requests may not reach. ` +
        `If this receiver is meant, add "${rule}" to network.allow in config/plugins.ts.`,
    );
    this.name = 'AddressRefusedError';
    this.hostname = hostname;
    this.reason = reason;
  }
}
