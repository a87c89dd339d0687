import { answerOf, json } from '../http/answers.mjs';
import { createRouter } from '../http/router.mjs';
import { refuseAsSalesforce, salesforceErrors } from './answers.mjs';
import { inputOf } from './records.mjs';

const MOST_REQUESTS = 25;

/**
 * POST /composite/batch: several requests in one, each with its own outcome.
 *
 * @param routes those that a part may ask for, below `/services/data/:version`
 */
export function batch(routes) {
  const find = createRouter(routes);

  function outcomeOf({ method = 'GET', url = '', richInput }, headers) {
    const path = `/services/data/${url.replace(/^\/?(services\/data\/)?/, '')}`;
    const [pathname, search = ''] = path.split('?');
    const { handle, params } = find(method.toUpperCase(), pathname);
    if (!handle) return salesforceErrors(404, 'NOT_FOUND', 'The requested resource does not exist');
    const body = richInput === undefined ? '' : JSON.stringify(richInput);
    const query = new URLSearchParams(search);
    return answerOf(() => handle({ method, path: pathname, params, query, headers, body }));
  }

  return (request) => {
    const { batchRequests, haltOnError = false } = inputOf(request);
    if (!Array.isArray(batchRequests) || batchRequests.length > MOST_REQUESTS) {
      const message = `batchRequests must have from 1 to ${MOST_REQUESTS} requests`;
      throw refuseAsSalesforce(400, 'LIMIT_EXCEEDED', message);
    }
    let hasErrors = false;
    const results = batchRequests.map((part) => {
      const { status, body } = haltOnError && hasErrors ? HALTED : outcomeOf(part, request.headers);
      hasErrors ||= status >= 400;
      return { statusCode: status, result: body === '' ? null : JSON.parse(body) };
    });
    return json(200, { hasErrors, results });
  };
}

const HALTED = salesforceErrors(
  412,
  'BATCH_PROCESSING_HALTED',
  'Batch processing halted per request',
);
