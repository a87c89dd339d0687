import { atRevisions } from '../at-revisions';
import type { Logger } from '../logger';
import type { Provider } from '../providers/provider';
import type { ProviderRegistry } from '../providers/registry';
import type { CustomProviderRecord, CustomProviderStore } from './custom-provider-store';
import { toProvider } from './definitions/to-provider';

/**
 * Keeps the registry of providers as the database has the descriptions: at the start, after every change, and, where other
 * instances may change one, from time to time.
 */
export function createKnownProviders(
  store: Pick<CustomProviderStore, 'revisions' | 'findByIds'>,
  registry: Pick<ProviderRegistry, 'setCustom'>,
  log: Logger,
) {
  let records: ReadonlyMap<number, CustomProviderRecord> = new Map();
  /** A provider is the same object for as long as its description is unchanged: what was made of it may be kept. */
  const made = new WeakMap<CustomProviderRecord, Provider | null>();
  let timer: NodeJS.Timeout | null = null;
  let comparing: Promise<void> | null = null;

  function providerOf(record: CustomProviderRecord): Provider | null {
    const known = made.get(record);
    if (known !== undefined) return known;
    const provider = read(record);
    made.set(record, provider);
    return provider;
  }

  function read({ provider, definition }: CustomProviderRecord): Provider | null {
    try {
      return toProvider(provider, definition);
    } catch (error) {
      // The others are to go on; its connections say that the service is not known any more.
      log.error(`the description of "${provider}" cannot be used; correct it in the panel`, error);
      return null;
    }
  }

  async function compare(): Promise<void> {
    records = await atRevisions(await store.revisions(), records, store.findByIds);
    registry.setCustom(
      [...records.values()].map(providerOf).filter((provider) => provider !== null),
    );
  }

  return {
    /** Makes the registry go by what the database has now. */
    async refresh(): Promise<void> {
      // One that is under way may have read what stood there before.
      await comparing?.catch(() => {});
      comparing = compare().finally(() => {
        comparing = null;
      });
      await comparing;
    },

    /** Compares again and again, for what other instances change. */
    keepFresh(everyMs: number): void {
      timer = setInterval(() => {
        comparing ??= compare()
          .catch((error: unknown) => void log.warn('the descriptions could not be read', error))
          .finally(() => {
            comparing = null;
          });
      }, everyMs).unref();
    },

    async stop(): Promise<void> {
      if (timer) clearInterval(timer);
      await comparing?.catch(() => {});
    },
  };
}

export type KnownProviders = ReturnType<typeof createKnownProviders>;
