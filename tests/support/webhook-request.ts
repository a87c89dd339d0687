import type {
  Provider,
  ProviderSettings,
  VerificationStep,
  WebhookRequest,
} from '../../server/src/providers/provider';

export interface RequestParts {
  body?: string | Buffer;
  /** A list stands for a header that is sent as often. */
  headers?: Record<string, string | string[]>;
  url?: string;
}

/** A request as a source receives it. */
export function webhookRequest({ body = '', headers = {}, url }: RequestParts): WebhookRequest {
  return {
    method: 'POST',
    url: url ?? 'https://site.example/api/integration-builder/in/source',
    headers: new Map(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat()]),
    ),
    body: Buffer.from(body),
  };
}

export interface VerifyOptions {
  secrets: string[];
  now?: number;
  settings?: ProviderSettings;
}

/** What a source of this provider finds out about a request. */
export function verifyWith(
  provider: Provider,
  parts: RequestParts,
  { secrets, now = Date.now(), settings = {} }: VerifyOptions,
): VerificationStep[] {
  const { webhook } = provider;
  if (!webhook) throw new Error(`${provider.name} has no webhooks`);
  const parsed = webhook.settings ? webhook.settings.parse(settings) : settings;
  return webhook.verify(webhookRequest(parts), { secrets, settings: parsed, now });
}

export const isGenuine = (steps: VerificationStep[]): boolean =>
  steps.length > 0 && steps.every(({ problem }) => problem === null);

/** The code of the problem that a request was refused for; undefined if it was accepted. */
export const refusalOf = (steps: VerificationStep[]): string | undefined =>
  steps.find(({ problem }) => problem)?.problem?.code;
