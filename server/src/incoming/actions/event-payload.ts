import type { Logger } from '../../logger';
import type { ProviderRegistry } from '../../providers/registry';
import type { EventToRun } from '../events/event-store';
import { readStored, type StoredEvent } from '../events/stored-request';

interface Dependencies {
  providers: ProviderRegistry;
  log: Logger;
}

/** Reads what stored events hold. A provider of the site's own may be gone by now, or break over a body. */
export function createPayloadReader({ providers, log }: Dependencies) {
  const missing = new Set<string>();

  /** @returns null while the provider is not registered */
  return function payloadOf(
    provider: string,
    row: EventToRun,
  ): StoredEvent | { problem: string } | null {
    const webhook = providers.find(provider)?.webhook;
    if (!webhook) {
      if (!missing.has(provider)) log.error(`events wait: nobody has registered "${provider}"`);
      missing.add(provider);
      return null;
    }
    try {
      return readStored(row, webhook);
    } catch (error) {
      log.error(`"${provider}" could not read event ${row.id}`, error);
      return { problem: `The code for the service "${provider}" could not read the event.` };
    }
  };
}
