import type { ConnectionUse } from '../../../api/connection-contracts';
import { spelledOut } from '../../../components/spelled-out';
import { useText, type TextKey } from '../../../hooks/use-text';
import en from '../../../translations/en.json';

/** A function that says what uses a connection: "Sync: Products". What we have no word for says itself what it is. */
export const useUseWords = () => {
  const t = useText();
  return ({ kind, name }: ConnectionUse): string => {
    const key = `connections.use.${kind}`;
    const word = key in en ? t(key as TextKey) : spelledOut(kind);
    return t('connections.use.named', { kind: word, name });
  };
};
