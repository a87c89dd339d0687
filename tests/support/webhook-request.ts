import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';

import type {
  Provider,
  ProviderSettings,
  ProviderWebhook,
  VerificationStep,
  WebhookRequest,
} from '../../server/src/providers/provider';

export interface RequestParts {
  body?: string | Buffer;
  /** A list stands for a header that is sent as often. */
  headers?: Record<string, string | string[]>;
  /** The address under which the sender reached the source. */
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

export interface WebhookAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/**
 * Posts a request over HTTP as it is: the exact bytes, a listed header as often as it is listed. The length is that of the
 * body unless the headers say otherwise; `transfer-encoding: chunked` sends it without one.
 *
 * @param address where to, with its query; `url` of the parts only says what was signed
 */
export function postWebhook(
  address: string,
  { body = '', headers = {} }: RequestParts,
): Promise<WebhookAnswer> {
  return new Promise((resolve, reject) => {
    const posting = httpRequest(address, { method: 'POST', headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    posting.on('error', reject);
    posting.end(body);
  });
}

/** What a provider knows about webhooks. */
export function webhookOf({ name, webhook }: Provider): ProviderWebhook {
  if (!webhook) throw new Error(`${name} has no webhooks`);
  return webhook;
}

export interface VerifyOptions {
  secrets: string[];
  /** Milliseconds since 1970. */
  now?: number;
  settings?: ProviderSettings;
}

/** What a source of this provider finds out about a request. */
export function verifyWith(
  provider: Provider,
  parts: RequestParts,
  { secrets, now = Date.now(), settings = {} }: VerifyOptions,
): VerificationStep[] {
  const webhook = webhookOf(provider);
  const parsed = webhook.settings ? webhook.settings.parse(settings) : settings;
  return webhook.verify(webhookRequest(parts), { secrets, settings: parsed, now });
}

export const isGenuine = (steps: VerificationStep[]): boolean =>
  steps.length > 0 && steps.every(({ problem }) => problem === null);

/** The code of the problem that a request was refused for; undefined if it was accepted. */
export const refusalOf = (steps: VerificationStep[]): string | undefined =>
  steps.find(({ problem }) => problem)?.problem?.code;
