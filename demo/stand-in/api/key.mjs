import { isSameSecret } from '../http/credentials.mjs';
import { refuse } from './problems.mjs';

/** No secret, like all of the demo. */
const API_KEY = 'demo-harbour-api-key';

/**
 * Who calls with the key of the demo, in the header `X-API-Key` or the parameter `api_key`. It may do everything.
 *
 * @throws a refusal: 401 without the key
 */
export function keyHolderOf(_harbour, request) {
  const key = request.headers['x-api-key'] ?? request.query.get('api_key');
  if (key && isSameSecret(key, API_KEY)) return { clientId: 'api-key' };
  throw refuse(401, 'invalid_api_key', 'The API key is missing or wrong.');
}
