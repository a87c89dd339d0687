import { errors } from '@strapi/utils';

import { faultOfRecord } from '../../../../server/src/sync/runs/record-fault';

describe('what is wrong with a record', () => {
  it('names the fields that Strapi does not take', () => {
    const error = new errors.ValidationError('2 errors occurred', {
      errors: [
        { path: ['sku'], message: 'This attribute must be unique', name: 'ValidationError' },
        { path: ['price', 'amount'], message: 'must be a number', name: 'ValidationError' },
      ],
    });
    expect(faultOfRecord(error)).toBe(
      'sku: This attribute must be unique; price.amount: must be a number',
    );
  });

  it.each([
    ['no details', new errors.ApplicationError('Not today.')],
    ['details without fields', new errors.ApplicationError('Not today.', { code: 'closed' })],
    [
      'details of no field',
      new errors.ValidationError('Not today.', { errors: [{ path: [], message: 'x' }] }),
    ],
    ['what a lifecycle throws', new Error('Not today.')],
  ])('is said in its own words: %s', (_name, error) => {
    expect(faultOfRecord(error)).toBe('Not today.');
  });

  it('is nothing where the fault is not the record’s', () => {
    expect(faultOfRecord(new TypeError('x is not a function'))).toBeNull();
    expect(faultOfRecord('gone')).toBeNull();
  });
});
