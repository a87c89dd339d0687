import { AddressRefusedError } from './errors';
import type { HttpErrorCode, HttpFailure } from './http-outcome';

type Failure = Pick<HttpFailure, 'code' | 'message'>;
type SentenceCode = Exclude<HttpErrorCode, 'address-refused'>;

const SENTENCES: Record<SentenceCode, (host: string) => string> = {
  timeout: (host) =>
    `${host} did not answer in time. It may be down, or take too long over its work.`,
  aborted: (host) => `The request to ${host} was broken off on this side before it had an answer.`,
  dns: (host) => `The name ${host} could not be resolved. Check its spelling, or the server's DNS.`,
  'connection-refused': (host) =>
    `${host} refused the connection. Check that it is running, and its port.`,
  'connection-reset': (host) =>
    `${host} closed the connection without an answer. Its log may tell why.`,
  unreachable: (host) =>
    `There is no way from this server to ${host}. Check the network, a firewall or the proxy.`,
  tls: (host) => `No secure connection to ${host} could be set up.`,
  'response-headers-too-large': (host) =>
    `${host} answered with more than 32 KiB of headers. Its operator has to shorten them.`,
  proxy: (host) =>
    `The proxy did not let the request to ${host} through. Check network.proxy and the proxy's rules.`,
  protocol: (host) =>
    `${host} did not answer with valid HTTP. Check that the URL belongs to a web server, and http or https.`,
  'invalid-request': (host) =>
    `The request to ${host} could not be formed. Check the URL and the headers.`,
};

const CODES: Record<string, SentenceCode> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  EAI_NODATA: 'dns',
  ECONNREFUSED: 'connection-refused',
  ECONNRESET: 'connection-reset',
  EPIPE: 'connection-reset',
  UND_ERR_SOCKET: 'connection-reset',
  UND_ERR_CLOSED: 'aborted',
  UND_ERR_DESTROYED: 'aborted',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  UND_ERR_HEADERS_OVERFLOW: 'response-headers-too-large',
  HPE_HEADER_OVERFLOW: 'response-headers-too-large',
  UND_ERR_INVALID_ARG: 'invalid-request',
  UND_ERR_NOT_SUPPORTED: 'invalid-request',
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: 'invalid-request',
  UND_ERR_PRX_TLS: 'proxy',
};

const CERTIFICATE_REASONS: Record<string, string> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate chain ends in one signed by itself',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate chain is incomplete',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate chain is incomplete',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is of an issuer this server does not know',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

/**
 * Tells the errors of the resolver, sockets, TLS and undici apart: a stable code for statistics, a sentence for an
 * editor. Addresses of the failed connection stay out of it.
 */
export function describeFailure(error: unknown, host: string): Failure {
  if (error instanceof AddressRefusedError) return { code: error.code, message: error.message };
  const { code, message } = read(error);

  const certificateReason = CERTIFICATE_REASONS[code];
  if (certificateReason) {
    return {
      code: 'tls',
      message: `${host} could not prove who it is: ${certificateReason}. Its operator has to renew or complete it.`,
    };
  }
  if (/^(ERR_SSL|ERR_TLS|CERT_|EPROTO)/.test(code) || message.includes('before secure TLS')) {
    return {
      code: 'tls',
      message: `${SENTENCES.tls(host)} Check that the port speaks https and supports TLS 1.2 or newer.`,
    };
  }
  if (message.startsWith('Proxy response')) return sentence('proxy', host);
  return sentence(CODES[code] ?? 'protocol', host);
}

/** The failure of a code that needs no error object: the deadline, or the caller's abort. */
export function sentence(code: SentenceCode, host: string): Failure {
  return { code, message: SENTENCES[code](host) };
}

/** By shape and not by class: errors of Node's core may come from another realm than this module's `Error`. */
function read(error: unknown): { code: string; message: string } {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return {
    code: typeof code === 'string' ? code : '',
    message: typeof message === 'string' ? message : '',
  };
}
