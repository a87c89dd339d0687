import type { ProviderInfo, Source } from '../../../server/src/incoming/contracts';
import {
  futureAddress,
  publicAddress,
} from '../../../admin/src/pages/webhooks/incoming/public-address';
import { generateSecret } from '../../../admin/src/pages/webhooks/incoming/form/generate-secret';
import {
  checkSource,
  EMPTY_SOURCE,
  toSourceChanges,
  toSourceForm,
  toSourceInput,
  type SourceForm,
} from '../../../admin/src/pages/webhooks/incoming/form/source-form';

const provider: ProviderInfo = {
  id: 'static-token',
  name: 'Static token',
  settingsSchema: {
    type: 'object',
    properties: { header: { type: 'string' } },
    required: ['header'],
  },
  hasHandlers: false,
};
const valid: SourceForm = {
  ...EMPTY_SOURCE,
  provider,
  name: 'GitLab',
  slug: 'gitlab',
  secret: 's3cret',
  settings: { header: 'x-gitlab-token' },
};

describe('what keeps a source from being stored', () => {
  it('nothing, where everything is right', () => {
    expect(checkSource(valid, true)).toEqual({});
  });

  it.each<[Partial<SourceForm>, string, string]>([
    [{ name: ' ' }, 'name', 'incoming.form.name-required'],
    [{ slug: 'Shop' }, 'slug', 'incoming.form.slug-invalid'],
    [{ secret: ' ' }, 'secret', 'incoming.form.secret-required'],
    [{ publicUrl: 'shop' }, 'publicUrl', 'form.url.invalid'],
    [{ publicUrl: 'ftp://a.example' }, 'publicUrl', 'form.url.protocol'],
    [{ rateLimit: 0 }, 'rateLimit', 'incoming.form.rate-invalid'],
    [{ settings: {} }, 'settings.header', 'incoming.form.setting-required'],
  ])('%j: %s', (changes, path, problem) => {
    expect(checkSource({ ...valid, ...changes }, true)).toEqual({ [path]: problem });
  });

  it('the service, before anything else is known of it', () => {
    expect(checkSource({ ...valid, provider: null }, true)).toEqual({
      provider: 'incoming.form.provider-required',
    });
  });

  it('a stored one keeps its secret, and has to keep a limit', () => {
    const stored = { ...valid, secret: '', rateLimit: 100 };
    expect(checkSource(stored, false)).toEqual({});
    expect(checkSource({ ...stored, rateLimit: null }, false)).toEqual({
      rateLimit: 'incoming.form.rate-invalid',
    });
  });
});

describe('what is sent to the server', () => {
  it('texts without the space around them, and no limit where none was chosen', () => {
    expect(toSourceInput({ ...valid, name: ' GitLab ', secret: ' s3cret\n' })).toEqual({
      name: 'GitLab',
      slug: 'gitlab',
      provider: 'static-token',
      settings: { header: 'x-gitlab-token' },
      secret: 's3cret',
      publicUrl: null,
      isOrdered: false,
      isActive: true,
    });
  });

  const source: Source = {
    id: 1,
    documentId: 'd1',
    name: 'GitLab',
    slug: 'gitlab',
    address: '/api/integration-builder/in/gitlab',
    provider: 'static-token',
    providerName: 'Static token',
    settings: { header: 'x-gitlab-token', unknown: [1] },
    publicUrl: null,
    isActive: true,
    isOrdered: false,
    rateLimit: 100,
    actions: [],
    secrets: [],
    createdAt: '',
    updatedAt: '',
  };
  const loaded = toSourceForm(source, provider);

  it('of a stored one only what was changed', () => {
    expect(toSourceChanges(loaded, { ...loaded }, source.settings)).toEqual({});
    expect(toSourceChanges(loaded, { ...loaded, isOrdered: true }, source.settings)).toEqual({
      isOrdered: true,
    });
    const renamed = { ...loaded, settings: { header: 'x-token' } };
    expect(toSourceChanges(loaded, renamed, source.settings)).toEqual({
      settings: { header: 'x-token', unknown: [1] },
    });
  });

  it('a service that is gone takes nothing of its source with it', () => {
    const orphan = toSourceForm(source, null);
    expect(toSourceChanges(orphan, { ...orphan, name: 'Old' }, source.settings)).toEqual({
      name: 'Old',
    });
  });
});

describe('the address of a source', () => {
  const origin = 'https://cms.example';

  it('the public one, else its own, completed where Strapi knows only the path', () => {
    const address = '/api/integration-builder/in/shop';
    expect(publicAddress({ address, publicUrl: 'https://a.example/in' }, origin)).toBe(
      'https://a.example/in',
    );
    expect(publicAddress({ address, publicUrl: null }, origin)).toBe(`${origin}${address}`);
    const whole = 'https://b.example/api/in/shop';
    expect(publicAddress({ address: whole, publicUrl: null }, origin)).toBe(whole);
  });

  it('is known before there is a source, like those that there are', () => {
    expect(futureAddress('shop', undefined, origin)).toBe(
      `${origin}/api/integration-builder/in/shop`,
    );
    expect(futureAddress('shop', 'https://b.example/rest/in/other', origin)).toBe(
      'https://b.example/rest/in/shop',
    );
    expect(futureAddress('shop', '/rest/in/other', origin)).toBe(`${origin}/rest/in/shop`);
  });
});

it('a generated secret is long, of plain characters, and another one each time', () => {
  expect(generateSecret()).toMatch(/^[0-9a-f]{64}$/);
  expect(generateSecret()).not.toBe(generateSecret());
});
