import { allowOnly, refuseAsStripe } from './answers.mjs';
import { nestedForm } from './form.mjs';

const CUSTOMER_FIELDS = ['name', 'email', 'description', 'phone', 'address', 'metadata'];
const INTENT_FIELDS = [
  'amount',
  'currency',
  'customer',
  'description',
  'metadata',
  'confirm',
  'payment_method',
  'payment_method_types',
  'automatic_payment_methods',
];

/** What a form sets in a customer. An empty text unsets a field. */
export function customerInput(request) {
  const parameters = nestedForm(request.body);
  allowOnly(parameters, [...CUSTOMER_FIELDS, 'expand']);
  const { expand: _expand, ...fields } = parameters;
  if (fields.email && !/^[^@\s]+@[^@\s]+$/.test(fields.email)) {
    throw refuseAsStripe(400, `Invalid email address: ${fields.email}`, {
      code: 'email_invalid',
      param: 'email',
    });
  }
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, value === '' ? null : value]),
  );
}

/** `metadata` after a change: what is named is set, an empty value is removed, the rest stays. */
export const mergedMetadata = (before, changes) =>
  changes === null
    ? {}
    : Object.fromEntries(
        Object.entries({ ...before, ...changes }).filter(([, value]) => value !== ''),
      );

/** A new payment intent. */
export function paymentIntentInput(request, customers) {
  const parameters = nestedForm(request.body);
  allowOnly(parameters, [...INTENT_FIELDS, 'expand']);
  const { amount, currency, customer = null, metadata = {}, description = null } = parameters;
  for (const name of ['amount', 'currency']) {
    if (parameters[name] === undefined) {
      const problem = { code: 'parameter_missing', param: name };
      throw refuseAsStripe(400, `Missing required param: ${name}.`, problem);
    }
  }
  if (!/^[1-9]\d{0,7}$/.test(amount)) {
    const problem = { code: 'parameter_invalid_integer', param: 'amount' };
    throw refuseAsStripe(400, `Invalid integer: ${amount}`, problem);
  }
  if (customer !== null && !customers.some(({ id }) => id === customer)) {
    const problem = { code: 'resource_missing', param: 'customer' };
    throw refuseAsStripe(400, `No such customer: '${customer}'`, problem);
  }
  const isPaid = parameters.confirm === 'true' && parameters.payment_method !== undefined;
  return {
    object: 'payment_intent',
    amount: Number(amount),
    amount_received: isPaid ? Number(amount) : 0,
    currency: currency.toLowerCase(),
    customer,
    description,
    livemode: false,
    metadata,
    payment_method: parameters.payment_method ?? null,
    status: isPaid ? 'succeeded' : 'requires_payment_method',
  };
}
