import { z } from 'zod';

import { instant } from '../../input-parts';
import type { Logger } from '../../logger';
import type { ProviderRegistry } from '../../providers/registry';
import { validateInput } from '../../validate-input';
import type { ConsoleResult } from '../contracts';
import { webhookOf } from '../sources/provider-choice';
import type { AcceptedSecrets } from '../sources/source-credentials';
import type { SourceRecord } from '../sources/source-record';
import type { Sources } from '../sources/sources';
import { headerMap, type HeaderPair } from './headers-of';
import { readEvents } from './read-events';
import { isGenuine, verifyRequest } from './verify-request';

const consoleSchema = z.strictObject({
  headers: z.string().max(100_000),
  body: z.string(),
  url: z.string().max(5_000).optional(),
  at: instant.optional(),
});

/** A field of a browser gives every line break as one, whatever was pasted into it. */
const LONE_LF = /(^|[^\r])\n/;

interface Dependencies {
  sources: Sources;
  providers: ProviderRegistry;
  acceptedSecrets: AcceptedSecrets;
  /** Ids of the actions that an event would run. */
  actionIds: (source: SourceRecord, eventType: string | null) => string[];
  addressOf: (slug: string) => string;
  log: Logger;
  now: () => number;
}

/** Shows what a source would find out about a request that somebody pastes; nothing of it is stored. */
export function createConsole(dependencies: Dependencies) {
  const { sources, providers, acceptedSecrets, actionIds, addressOf, log, now } = dependencies;

  /** @throws {errors.ValidationError | errors.NotFoundError | VaultError} */
  return async function tryOut(sourceId: number, input: unknown): Promise<ConsoleResult> {
    const { headers, body, url, at = now() } = validateInput(consoleSchema, input);
    const source = await sources.find(sourceId);
    const webhook = webhookOf(providers, source.provider);
    const secrets = acceptedSecrets(source, now());
    const verified = (text: string) => {
      const request = {
        method: 'POST',
        url: url?.trim() || (source.publicUrl ?? addressOf(source.slug)),
        headers: headerMap(parseHeaderLines(headers)),
        body: Buffer.from(text),
      };
      const steps = verifyRequest(
        { id: source.provider, webhook },
        request,
        { secrets, settings: source.settings, now: at },
        log,
      );
      return { request, steps };
    };
    const asPasted = verified(body);
    const withCrlf =
      !isGenuine(asPasted.steps) && LONE_LF.test(body)
        ? verified(body.replace(/\r?\n/g, '\r\n'))
        : undefined;
    const hasCrlf = withCrlf !== undefined && isGenuine(withCrlf.steps);
    const { request, steps } = hasCrlf ? withCrlf : asPasted;
    if (!isGenuine(steps)) {
      return { isGenuine: false, hasCrlf, steps, isHandshake: false, events: null };
    }
    const isHandshake = Boolean(webhook.handshake?.(request));
    const events = readEvents(webhook, request, source.settings).map(({ eventId, eventType }) => ({
      eventId,
      eventType,
      actionIds: isHandshake ? [] : actionIds(source, eventType),
    }));
    return { isGenuine: true, hasCrlf, steps, isHandshake, events };
  };
}

/** `Name: value` lines as people copy them from logs; what is no such line is passed over. */
export function parseHeaderLines(text: string): HeaderPair[] {
  return text.split(/\r?\n/).flatMap((line): HeaderPair[] => {
    const end = line.indexOf(':');
    const name = line.slice(0, Math.max(0, end)).trim();
    return name === '' || /\s/.test(name) ? [] : [[name, line.slice(end + 1).trim()]];
  });
}
