import type { BodyError } from './body-error';

/** What a sender is answered. */
export interface Answer {
  status: number;
  contentType: string;
  body: string;
  headers?: Record<string, string>;
}

const JSON_TYPE = 'application/json; charset=utf-8';
/** The rest of a body that is not wanted must not be taken for the next request. */
const CLOSING = { connection: 'close' };

/** An error as Strapi's API words it. */
function refuse(
  status: number,
  name: string,
  message: string,
  headers?: Record<string, string>,
): Answer {
  const error = { status, name, message, details: {} };
  return {
    status,
    contentType: JSON_TYPE,
    body: JSON.stringify({ data: null, error }),
    ...(headers && { headers }),
  };
}

const MESSAGES: Record<BodyError['status'], [name: string, message: string]> = {
  400: ['BadRequestError', 'The body could not be read.'],
  408: ['RequestTimeoutError', 'The body did not arrive in time.'],
  413: ['PayloadTooLargeError', 'The body is too large.'],
  415: ['UnsupportedMediaTypeError', 'The content encoding is not supported.'],
};

/** Made once: a flood of strangers is answered without work. */
export const REPLIES = {
  accepted: { status: 200, contentType: JSON_TYPE, body: '{"received":true}' } satisfies Answer,
  unknown: refuse(404, 'NotFoundError', 'Not Found', CLOSING),
  inactive: refuse(410, 'GoneError', 'This address takes no events any more.', CLOSING),
  /** The same whatever was wrong: the sender could otherwise learn how to be right. */
  notGenuine: refuse(401, 'UnauthorizedError', 'The request could not be verified.'),
  unavailable: refuse(503, 'ServiceUnavailableError', 'Try again later.', {
    'retry-after': '5',
    ...CLOSING,
  }),
  body: ({ status }: BodyError): Answer => refuse(status, ...MESSAGES[status], CLOSING),
};

/** 429. */
export function tooManyRequests(waitSeconds: number): Answer {
  return refuse(429, 'RateLimitError', 'Too many requests, please try again later.', {
    'retry-after': String(waitSeconds),
    ...CLOSING,
  });
}
