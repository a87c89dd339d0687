import type { AuthKind, CredentialsInput } from '../../api/connection-contracts';
import type { TextKey } from '../../hooks/use-text';

export type CredentialField = keyof CredentialsInput;

/** Credentials as they are edited; what a method has no use for is ''. */
export type CredentialTexts = Record<CredentialField, string>;

export const EMPTY_CREDENTIALS: CredentialTexts = {
  key: '',
  username: '',
  password: '',
  clientId: '',
  clientSecret: '',
};

const FIELDS: Record<AuthKind, CredentialField[]> = {
  oauth2: ['clientId', 'clientSecret'],
  'client-credentials': ['clientId', 'clientSecret'],
  'api-key': ['key'],
  bearer: ['key'],
  basic: ['username', 'password'],
};

/**
 * What has to be entered to connect an account in a way.
 *
 * @param hasOwnClient whether every connection brings its own OAuth client; otherwise the site has one for all
 */
export const credentialFieldsOf = (auth: AuthKind, hasOwnClient: boolean): CredentialField[] =>
  auth === 'oauth2' && !hasOwnClient ? [] : FIELDS[auth];

/** Whether what is entered must not be seen by whoever looks over the shoulder. */
export const isSecretField = (field: CredentialField): boolean =>
  field !== 'username' && field !== 'clientId';

/** Whether a field may be empty: some services take a key as the user name, and no password. */
export const isOptionalField = (field: CredentialField): boolean => field === 'password';

/** What a field is called; a bearer token and a key are entered in the same one. */
export const credentialLabelKey = (auth: AuthKind, field: CredentialField): TextKey =>
  auth === 'bearer' && field === 'key'
    ? 'connections.credential.token'
    : `connections.credential.${field}`;

/**
 * Whether all of it may be left out when an account is connected: the site has a client for the service, which can stand
 * for itself.
 */
export const isSiteClientUsable = (auth: AuthKind, hasSiteClient: boolean): boolean =>
  auth === 'client-credentials' && hasSiteClient;

/** Whether nothing was entered at all. */
export const isUntouched = (fields: CredentialField[], texts: CredentialTexts): boolean =>
  fields.every((field) => texts[field] === '');

/** The fields that must not be empty and are. */
export const missingCredentials = (
  fields: CredentialField[],
  texts: CredentialTexts,
): CredentialField[] =>
  fields.filter((field) => !isOptionalField(field) && texts[field].trim() === '');

/** What is sent: without the space around what was pasted, except around a password, which may begin with one. */
const toCredentials = (fields: CredentialField[], texts: CredentialTexts): CredentialsInput =>
  Object.fromEntries(
    fields.map((field) => [field, field === 'password' ? texts[field] : texts[field].trim()]),
  );

/** The credentials that were entered; none where nothing was, since others are known then. */
export const enteredCredentials = (
  fields: CredentialField[],
  texts: CredentialTexts,
): CredentialsInput => (isUntouched(fields, texts) ? {} : toCredentials(fields, texts));
