import type { TextKey } from '../../../hooks/use-text';

export interface ClientTexts {
  clientId: string;
  clientSecret: string;
}

/** Whether the secret may be left out: the one that is stored belongs to the same id. */
export const isSecretKept = (texts: ClientTexts, storedId: string | undefined): boolean =>
  storedId !== undefined && texts.clientId.trim() === storedId;

/** What keeps a client from being stored, as texts by field. */
export const checkClient = (
  texts: ClientTexts,
  storedId: string | undefined,
): Record<string, TextKey> => ({
  ...(texts.clientId.trim() === '' && { clientId: 'incoming.form.setting-required' as const }),
  ...(texts.clientSecret.trim() === '' &&
    !isSecretKept(texts, storedId) && { clientSecret: 'incoming.form.setting-required' as const }),
});
