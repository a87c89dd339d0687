import type { Connection } from '../../../api/connection-contracts';
import { KeyValueText } from '../../../components/key-value-text';
import { Panel } from '../../../components/panel';
import { RelativeTime } from '../../../components/relative-time';
import { useNow } from '../../../hooks/use-now';
import { useText } from '../../../hooks/use-text';
import { expiryOf } from '../connection-status';
import { useConnectionSettingWords } from '../use-connection-setting-words';

const settingText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** A connection in a few lines: whose account it is, how it is connected, until when, when it was used. */
export const FactsPanel = ({ connection }: { connection: Connection }) => {
  const t = useText();
  const now = useNow();
  const wordsOf = useConnectionSettingWords(connection.provider);
  const { provider, providerName, account, auth, settings, expiresAt } = connection;
  const time = (at: string | null, none: string) => (at ? <RelativeTime at={at} /> : none);
  const expiry = expiryOf(connection, now);
  const hasEnd = expiresAt !== null && (expiry === 'ending' || expiry === 'ended');

  return (
    <Panel title={t('connections.facts')}>
      <KeyValueText
        entries={[
          [
            t('incoming.form.provider'),
            providerName ?? t('incoming.provider.missing', { id: provider }),
          ],
          [t('connections.account'), account?.name ?? t('connections.account.unknown')],
          [t('connections.form.method'), t(`connections.method.${auth}`)],
          ...Object.entries(settings).map(([name, value]): [string, string] => [
            wordsOf({ name, description: '' }).label,
            settingText(value),
          ]),
          // One that was taken apart has nothing that could end.
          ...(connection.status === 'disconnected'
            ? []
            : [
                [
                  t('connections.expiry'),
                  hasEnd ? (
                    <RelativeTime
                      key="expiry"
                      at={expiresAt}
                      sentence={(when) => t(`connections.expiry.${expiry}`, { when })}
                    />
                  ) : (
                    t(`connections.expiry.${expiry}`)
                  ),
                ] as [string, React.ReactNode],
              ]),
          [t('connections.used'), time(connection.lastUsedAt, t('connections.never-used'))],
          [t('connections.tested'), time(connection.lastTestedAt, t('connections.never-tested'))],
          [t('connections.created'), <RelativeTime key="created" at={connection.createdAt} />],
        ]}
      />
    </Panel>
  );
};
