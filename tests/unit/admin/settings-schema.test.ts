import { z } from 'zod';

import {
  fieldsOf,
  missingSettings,
  toSettings,
  toTexts,
} from '../../../admin/src/components/settings-schema';
import { genericHmac } from '../../../server/src/providers/generic-hmac';
import { staticToken } from '../../../server/src/providers/static-token';
import type { Provider } from '../../../server/src/providers/provider';

const schemaOf = ({ webhook }: Provider) =>
  z.toJSONSchema(webhook!.settings!, { io: 'input' }) as Record<string, unknown>;

const fieldNamed = (provider: Provider, wanted: string) =>
  fieldsOf(schemaOf(provider)).find(({ name }) => name === wanted);

describe('the fields of the settings of a provider', () => {
  it('say what they are for, what can be chosen, and what they are without an entry', () => {
    expect(fieldNamed(genericHmac, 'header')).toEqual({
      name: 'header',
      kind: 'text',
      isRequired: true,
      description: 'Header that holds the signature',
      choices: [],
      initial: '',
    });
    expect(fieldNamed(genericHmac, 'algorithm')).toMatchObject({
      kind: 'choice',
      isRequired: false,
      choices: ['sha1', 'sha256', 'sha384', 'sha512'],
      initial: 'sha256',
    });
    expect(fieldNamed(genericHmac, 'toleranceMs')).toMatchObject({
      kind: 'number',
      initial: '300000',
    });
  });

  it('what has a default may be left out, however the schema says it', () => {
    const properties = { unit: { type: 'string', default: 's' }, name: { type: 'string' } };
    const fields = fieldsOf({ type: 'object', properties, required: ['unit', 'name'] });
    expect(fields.map(({ isRequired }) => isRequired)).toEqual([false, true]);
  });

  it('a provider without settings has none, and what is of another type is left out', () => {
    expect(fieldsOf(null)).toEqual([]);
    const properties = { list: { type: 'array' }, isOn: { type: 'boolean' }, broken: null };
    expect(fieldsOf({ type: 'object', properties }).map(({ name }) => name)).toEqual(['isOn']);
  });
});

describe('the settings that are sent', () => {
  const fields = fieldsOf(schemaOf(genericHmac));

  it('optional ones without an entry are left out, defaults are sent as they stand', () => {
    const texts = { ...toTexts(fields), header: 'x-signature' };
    const settings = toSettings(fields, texts);
    expect(settings).toEqual({
      header: 'x-signature',
      algorithm: 'sha256',
      encoding: 'hex',
      timestampUnit: 'seconds',
      toleranceMs: 300_000,
      signedContent: '{body}',
    });
    expect(genericHmac.webhook!.settings!.safeParse(settings).success).toBe(true);
  });

  it('an emptied default means none', () => {
    const tokenFields = fieldsOf(schemaOf(staticToken));
    const texts = { ...toTexts(tokenFields), header: 'x-gitlab-token', prefix: '' };
    expect(toSettings(tokenFields, texts)).toEqual({ header: 'x-gitlab-token', prefix: '' });
  });

  it('stored ones come back as they were, also those that have no field', () => {
    const stored = { header: 'x-sig', idPath: 'data.id', toleranceMs: 60_000, extra: [1] };
    const settings = toSettings(fields, toTexts(fields, stored), stored);
    expect(settings).toMatchObject(stored);
  });

  it('a number stays one, a switch is a truth value', () => {
    const some = fieldsOf({
      type: 'object',
      properties: { count: { type: 'integer' }, isOn: { type: 'boolean' } },
    });
    expect(toSettings(some, { count: '3', isOn: 'true' })).toEqual({ count: 3, isOn: true });
    expect(toSettings(some, { count: ' ', isOn: 'false' })).toEqual({ isOn: false });
  });

  it('a required one without an entry is missed', () => {
    expect(missingSettings(fields, toTexts(fields))).toEqual(['header']);
    expect(missingSettings(fields, { ...toTexts(fields), header: 'x' })).toEqual([]);
  });
});
