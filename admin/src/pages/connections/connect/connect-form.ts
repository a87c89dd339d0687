import type {
  AuthKind,
  AuthorizationInput,
  CatalogueEntry,
  NewConnectionInput,
} from '../../../api/connection-contracts';
import {
  fieldsOf,
  missingSettings,
  toSettings,
  toTexts,
  type SettingTexts,
} from '../../../components/settings-schema';
import type { TextKey } from '../../../hooks/use-text';
import {
  credentialFieldsOf,
  EMPTY_CREDENTIALS,
  enteredCredentials,
  isSiteClientUsable,
  isUntouched,
  missingCredentials,
  type CredentialTexts,
} from '../credential-fields';

export interface ConnectForm {
  auth: AuthKind;
  /** '' for the name of the account. */
  name: string;
  scopes: string[];
  settings: SettingTexts;
  credentials: CredentialTexts;
}

const NO_SCOPES: string[] = [];

/** Whether accounts that are connected in this way have scopes. */
export const hasScopes = (auth: AuthKind): boolean =>
  auth === 'oauth2' || auth === 'client-credentials';

/** The scopes that are asked for unless others are named: those that the site has chosen, or else the service's own. */
export const defaultScopesOf = (provider: CatalogueEntry, auth: AuthKind): string[] => {
  const ofSite = hasScopes(auth) ? provider.client?.scopes : null;
  return ofSite ?? provider.methods.find(({ kind }) => kind === auth)?.scopes ?? NO_SCOPES;
};

/** The form of a service before anything is entered; its first way to connect is chosen. */
export const emptyForm = (provider: CatalogueEntry): ConnectForm => {
  const auth = provider.methods[0]?.kind ?? 'oauth2';
  return {
    auth,
    name: '',
    scopes: defaultScopesOf(provider, auth),
    settings: toTexts(fieldsOf(provider.settingsSchema)),
    credentials: EMPTY_CREDENTIALS,
  };
};

/** What changes in a form with the way to connect. */
export const withMethod = (provider: CatalogueEntry, auth: AuthKind): Partial<ConnectForm> => ({
  auth,
  scopes: defaultScopesOf(provider, auth),
  credentials: EMPTY_CREDENTIALS,
});

/** Whether the site needs an OAuth client of its own for this way, and has none yet. */
export const isClientMissing = (provider: CatalogueEntry, auth: AuthKind): boolean =>
  auth === 'oauth2' && !provider.hasOwnClient && provider.client === null;

/** What keeps a form from being sent, as texts by field; empty when nothing does. */
export const checkConnect = (
  form: ConnectForm,
  provider: CatalogueEntry,
): Record<string, TextKey> => {
  const credentials = credentialFieldsOf(form.auth, provider.hasOwnClient);
  const isLeftOut =
    isSiteClientUsable(form.auth, provider.client !== null) &&
    isUntouched(credentials, form.credentials);
  return Object.fromEntries([
    ...(isLeftOut ? [] : missingCredentials(credentials, form.credentials)).map(
      (field): [string, TextKey] => [`credentials.${field}`, 'incoming.form.setting-required'],
    ),
    ...missingSettings(fieldsOf(provider.settingsSchema), form.settings).map(
      (name): [string, TextKey] => [`settings.${name}`, 'incoming.form.setting-required'],
    ),
  ]);
};

const toShared = ({ auth, name, scopes, settings }: ConnectForm, provider: CatalogueEntry) => ({
  provider: provider.id,
  ...(name.trim() !== '' && { name: name.trim() }),
  ...(provider.settingsSchema && {
    settings: toSettings(fieldsOf(provider.settingsSchema), settings),
  }),
  ...(hasScopes(auth) && { scopes }),
});

/** The connection that is to be made with what was entered. */
export const toConnectionInput = (
  form: ConnectForm,
  auth: NewConnectionInput['auth'],
  provider: CatalogueEntry,
): NewConnectionInput => ({
  ...toShared(form, provider),
  auth,
  credentials: enteredCredentials(
    credentialFieldsOf(auth, provider.hasOwnClient),
    form.credentials,
  ),
});

/** What the service's own page is to be asked for. */
export const toAuthorizationInput = (
  form: ConnectForm,
  provider: CatalogueEntry,
): AuthorizationInput => ({
  ...toShared(form, provider),
  ...(provider.hasOwnClient && {
    credentials: enteredCredentials(credentialFieldsOf('oauth2', true), form.credentials),
  }),
});

export const SHOWN_CONNECT_FIELD = /^(name|scopes|(credentials|settings)\.\w+)$/;
