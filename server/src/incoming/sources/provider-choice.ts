import { z } from 'zod';

import { unreadable } from '../../input-parts';
import type { Provider, ProviderSettings, ProviderWebhook } from '../../providers/provider';
import type { ProviderRegistry } from '../../providers/registry';
import { invalidInput, problemsOf } from '../../validate-input';
import type { ProviderInfo } from '../contracts';
import { hasStorableTexts } from '../../storable-texts';

/**
 * What verifies and reads the webhooks of a provider.
 *
 * @throws {errors.ValidationError} for one that is not registered, or sends none
 */
export function webhookOf(providers: ProviderRegistry, id: string): ProviderWebhook {
  const webhook = providers.find(id)?.webhook;
  if (webhook) return webhook;
  throw invalidInput([{ path: ['provider'], message: `There is no service "${id}" here.` }]);
}

/**
 * Refuses a text that the service cannot sign with, which would only show when its first event is refused.
 *
 * @throws {errors.ValidationError} under `secret`
 */
export function checkSecret(providers: ProviderRegistry, id: string, secret: string): void {
  const message = webhookOf(providers, id).secretProblem?.(secret);
  if (!message) return;
  throw invalidInput([{ path: ['secret'], message, code: `secret-of-${id}` }], 'invalid-input');
}

/**
 * Settings as the provider reads them, with its defaults filled in.
 *
 * @throws {errors.ValidationError} naming the wrong ones, under `settings`
 */
export function parseSettings(webhook: ProviderWebhook, settings: unknown): ProviderSettings {
  const result = (webhook.settings ?? z.strictObject({})).safeParse(settings);
  if (result.success) return storable(result.data);
  throw invalidInput(problemsOf(result.error, ['settings']), 'invalid-input');
}

function storable(settings: ProviderSettings): ProviderSettings {
  const wrong = Object.keys(settings).filter((name) => !hasStorableTexts(settings[name]));
  if (wrong.length === 0) return settings;
  const problems = wrong.map((name) => ({
    path: ['settings', name],
    message: unreadable.message,
    code: unreadable.params.code,
  }));
  throw invalidInput(problems, 'invalid-input');
}

/** What the form for a source needs to know of a provider; null for one without webhooks. */
export function describeProvider(
  { id, name, webhook }: Provider,
  hasHandlers: boolean,
): ProviderInfo | null {
  if (!webhook) return null;
  const settingsSchema = webhook.settings
    ? z.toJSONSchema(webhook.settings, { io: 'input', unrepresentable: 'any' })
    : null;
  return { id, name, settingsSchema, hasHandlers };
}
