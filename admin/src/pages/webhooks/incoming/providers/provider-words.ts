import en from '../../../../translations/en.json';
import type { TextKey } from '../../../../hooks/use-text';

/** The services that are told our secret, so that it can be made here. For the others it comes from them. */
const GENERATED: readonly string[] = ['github', 'generic-hmac', 'static-token'];

export const isSecretOurs = (provider: string): boolean => GENERATED.includes(provider);

const ownKey = (kind: 'secret-of' | 'next', provider: string): TextKey => {
  const key = `incoming.${kind}.${provider}`;
  return (key in en ? key : `incoming.${kind}.other`) as TextKey;
};

/** What has to be pasted as the secret of a service. */
export const secretHintKey = (provider: string): TextKey => ownKey('secret-of', provider);

/** Where to click at a service so that it sends its first event. */
export const nextStepKey = (provider: string): TextKey => ownKey('next', provider);
