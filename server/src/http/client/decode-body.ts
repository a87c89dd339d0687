import { ApiError } from './api-error';

const JSON_TYPE = /[/+]json\b/;

/**
 * Reads a body by its content type: JSON decoded, other text as a string, the rest as the bytes.
 *
 * @throws {ApiError} `response-malformed` for JSON that is none
 */
export function decodeBody(body: Buffer, contentType: string | undefined, host: string): unknown {
  if (body.length === 0) return null;
  const type = (contentType ?? '').toLowerCase();
  // The first two are nearly all answers, and take a tenth of what the pattern takes.
  if (type === 'application/json' || type.startsWith('application/json;') || JSON_TYPE.test(type)) {
    try {
      return JSON.parse(body.toString('utf8'));
    } catch {
      throw new ApiError({
        code: 'response-malformed',
        message: `${host} sent something that is not the JSON it claims to be.`,
      });
    }
  }
  const isText = type === '' || /^text\/|[/+]xml\b|x-www-form-urlencoded|javascript/.test(type);
  return isText ? body.toString('utf8') : body;
}
