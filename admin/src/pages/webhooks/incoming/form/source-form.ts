import type { ProviderInfo, Source, SourceInput } from '../../../../api/incoming-contracts';
import type { TextKey } from '../../../../hooks/use-text';
import {
  fieldsOf,
  missingSettings,
  toSettings,
  toTexts,
  type SettingTexts,
} from '../../../../components/settings-schema';
import { isSlug } from './slug';

const MAX_RATE_LIMIT = 100_000;

export interface SourceForm {
  /** Null until the service is known. */
  provider: ProviderInfo | null;
  name: string;
  slug: string;
  /** Of a new source only; a stored one is changed on its own tab. */
  secret: string;
  settings: SettingTexts;
  /** '' for the address that Strapi knows. */
  publicUrl: string;
  /** Null for what the server takes. */
  rateLimit: number | null;
  isOrdered: boolean;
  isActive: boolean;
}

export const EMPTY_SOURCE: SourceForm = {
  provider: null,
  name: '',
  slug: '',
  secret: '',
  settings: {},
  publicUrl: '',
  rateLimit: null,
  isOrdered: false,
  isActive: true,
};

/** A stored source, ready to be edited. */
export const toSourceForm = (source: Source, provider: ProviderInfo | null): SourceForm => ({
  provider,
  name: source.name,
  slug: source.slug,
  secret: '',
  settings: toTexts(fieldsOf(provider?.settingsSchema ?? null), source.settings),
  publicUrl: source.publicUrl ?? '',
  rateLimit: source.rateLimit,
  isOrdered: source.isOrdered,
  isActive: source.isActive,
});

/**
 * What the server is asked to store. A secret is sent as it was pasted, but for the space around it.
 *
 * @param stored settings, of which those without a field are kept
 */
export const toSourceInput = (
  form: SourceForm,
  stored: Record<string, unknown> = {},
): SourceInput => {
  const fields = fieldsOf(form.provider?.settingsSchema ?? null);
  const publicUrl = form.publicUrl.trim();
  return {
    name: form.name.trim(),
    slug: form.slug.trim(),
    provider: form.provider?.id ?? '',
    settings: toSettings(fields, form.settings, stored),
    ...(form.secret !== '' && { secret: form.secret.trim() }),
    publicUrl: publicUrl === '' ? null : publicUrl,
    ...(form.rateLimit !== null && { rateLimit: form.rateLimit }),
    isOrdered: form.isOrdered,
    isActive: form.isActive,
  };
};

/** What of a stored source is to be changed: nothing that was left alone, so that saving undoes nobody else's change. */
export const toSourceChanges = (
  loaded: SourceForm,
  form: SourceForm,
  stored: Record<string, unknown>,
): Partial<SourceInput> => {
  const before: Record<string, unknown> = { ...toSourceInput(loaded, stored) };
  return Object.fromEntries(
    Object.entries(toSourceInput(form, stored)).filter(
      ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field]),
    ),
  );
};

const urlProblem = (url: string): TextKey | null => {
  if (url.trim() === '') return null;
  if (!URL.canParse(url.trim())) return 'form.url.invalid';
  return /^https?:$/.test(new URL(url.trim()).protocol) ? null : 'form.url.protocol';
};

const isRateLimit = (limit: number): boolean =>
  Number.isInteger(limit) && limit >= 1 && limit <= MAX_RATE_LIMIT;

/** What keeps a form from being sent, as texts by field; empty when nothing does. */
export const checkSource = (form: SourceForm, isNew: boolean): Record<string, TextKey> => {
  const problems: Record<string, TextKey> = {};
  if (form.provider === null && isNew) problems.provider = 'incoming.form.provider-required';
  if (form.name.trim() === '') problems.name = 'incoming.form.name-required';
  if (!isSlug(form.slug.trim())) problems.slug = 'incoming.form.slug-invalid';
  if (isNew && form.secret.trim() === '') problems.secret = 'incoming.form.secret-required';
  const url = urlProblem(form.publicUrl);
  if (url) problems.publicUrl = url;
  // A new source takes the server's own limit; a stored one always has one.
  if (form.rateLimit === null ? !isNew : !isRateLimit(form.rateLimit))
    problems.rateLimit = 'incoming.form.rate-invalid';
  const fields = fieldsOf(form.provider?.settingsSchema ?? null);
  for (const name of missingSettings(fields, form.settings))
    problems[`settings.${name}`] = 'incoming.form.setting-required';
  return problems;
};

export const SHOWN_SOURCE_FIELD = /^(provider|name|slug|secret|publicUrl|rateLimit|settings\.\w+)$/;
