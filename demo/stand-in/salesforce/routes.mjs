import { gated } from '../api/gate.mjs';
import { answerOf, json, withHeaders } from '../http/answers.mjs';
import { under } from '../http/router.mjs';
import { hasVendorToken } from '../vendor-token.mjs';
import { refuseAsSalesforce, salesforceErrors } from './answers.mjs';
import { batch } from './batch.mjs';
import { collectionRoutes } from './collections.mjs';
import { query, queryMore } from './query.mjs';
import { recordRoutes, typeOf } from './records.mjs';
import { describe, describeShortly, OBJECT_TYPES } from './schema.mjs';

const TOKENS = { schemes: ['bearer', 'oauth'], looksRight: /^00D\w{10,}!\S+$/ };
const DAILY_CALLS = 15_000;
const ORGANISATION_ID = '00DHp000000DEMOMAQ';
const USER_ID = '005Hp00000DEMO1IAX';

/** Addresses in answers begin at the root, as Salesforce writes them. */
const urlOf =
  ({ version }) =>
  (path) =>
    `/services/data/${version}${path}`;

/** The part of Salesforce's REST API that the plugin's connector uses. */
export function salesforceRoutes(harbour) {
  const data = under('/services/data/:version', dataRoutes(harbour));
  const routes = {
    ...data,
    // The parts of a batch share the gate of the batch: together they are one call.
    'POST /services/data/:version/composite/batch': batch(data),
    'GET /services/oauth2/userinfo': () => json(200, userInfo(harbour)),
    'GET /services/data': () =>
      json(200, [{ label: "Winter '26", url: '/services/data/v65.0', version: '65.0' }]),
  };
  const admitted = Object.fromEntries(
    Object.entries(routes).map(([route, handle]) => [
      route,
      (request) => answerAsSalesforce(harbour, handle, request),
    ]),
  );
  return gated(harbour, salesforceFace(harbour), admitted);
}

function dataRoutes(harbour) {
  return {
    'GET /query': (request) => query(harbour.salesforce, request, urlOf(request.params)),
    'GET /query/:locator': (request) =>
      queryMore(harbour.salesforce, request, urlOf(request.params)),
    'GET /limits': () => json(200, { DailyApiRequests: dailyRequests(harbour) }),
    'GET /sobjects': ({ params }) =>
      json(200, {
        encoding: 'UTF-8',
        maxBatchSize: 200,
        sobjects: Object.values(OBJECT_TYPES).map((type) => describeShortly(type, urlOf(params))),
      }),
    'GET /sobjects/:type/describe': ({ params }) =>
      json(200, describe(typeOf(params.type), urlOf(params))),
    ...collectionRoutes(harbour),
    ...recordRoutes(harbour, urlOf),
  };
}

const dailyRequests = ({ salesforce }) => ({
  Max: DAILY_CALLS,
  Remaining: DAILY_CALLS - salesforce.apiUsage,
});

const userInfo = ({ url, modes }) => ({
  sub: `${url}/id/${ORGANISATION_ID}/${USER_ID}`,
  user_id: USER_ID,
  organization_id: ORGANISATION_ID,
  preferred_username: 'mara@harbour.example',
  name: modes.account.name,
  email: 'mara@example.com',
  email_verified: true,
  urls: { rest: `${url}/services/data/v{version}/` },
});

const salesforceFace = (harbour) => ({
  count: () => (harbour.counters.vendorCalls.salesforce += 1),
  broken: () => salesforceErrors(500, 'UNKNOWN_EXCEPTION', 'An unexpected error occurred.'),
  // With 403, and without a word about when to try again.
  tooMany: () => salesforceErrors(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'),
  saysLimit: false,
});

/** Session and the header about the calls of the day, as they are for every route. */
function answerAsSalesforce(harbour, handle, request) {
  const { salesforce } = harbour;
  const answer = answerOf(() => {
    if (!hasVendorToken(harbour, request, TOKENS)) {
      throw refuseAsSalesforce(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
    }
    salesforce.apiUsage += 1;
    return handle(request);
  });
  const usage = `api-usage=${salesforce.apiUsage}/${DAILY_CALLS}`;
  return withHeaders(answer, { 'sforce-limit-info': usage });
}
