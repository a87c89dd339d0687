import { json, Refusal } from '../http/answers.mjs';

/** An error as Stripe gives it. */
export const stripeError = (status, message, { type = 'invalid_request_error', ...more } = {}) =>
  json(status, { error: { type, message, ...more } });

export const refuseAsStripe = (status, message, more) =>
  new Refusal(stripeError(status, message, more));

export const noSuch = (object, id) =>
  refuseAsStripe(404, `No such ${object}: '${id}'`, { code: 'resource_missing', param: 'id' });

/** @throws a refusal for parameters that Stripe does not have here, and would not take */
export function allowOnly(parameters, names) {
  const unknown = Object.keys(parameters).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw refuseAsStripe(400, `Received unknown parameter: ${unknown}`, {
    code: 'parameter_unknown',
    param: unknown,
  });
}
