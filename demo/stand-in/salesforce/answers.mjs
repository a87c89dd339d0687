import { json, Refusal } from '../http/answers.mjs';

/** Errors as Salesforce gives them: always a list. */
export const salesforceErrors = (status, errorCode, message, fields) =>
  json(status, [{ message, errorCode, ...(fields && { fields }) }]);

export const refuseAsSalesforce = (status, errorCode, message, fields) =>
  new Refusal(salesforceErrors(status, errorCode, message, fields));

export const notFound = () =>
  refuseAsSalesforce(404, 'NOT_FOUND', 'The requested resource does not exist');
