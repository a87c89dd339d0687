import type { AuthKind } from '../../providers/auth-method';
import { invalidInput } from '../../validate-input';
import type { CredentialsInput } from './connection-input';
import type { Credentials } from './credentials';

const FIELDS: Record<
  Exclude<AuthKind, 'oauth2'>,
  readonly (keyof Credentials & keyof CredentialsInput)[]
> = {
  'api-key': ['key'],
  bearer: ['key'],
  basic: ['username', 'password'],
  'client-credentials': ['clientId', 'clientSecret'],
};

/**
 * The credentials that a kind of authentication needs, and no others.
 *
 * @param isClientKnown whether the site has an OAuth client of its own for the service
 * @throws {errors.ValidationError} naming what is missing
 */
export function checkCredentials(
  auth: Exclude<AuthKind, 'oauth2'>,
  input: CredentialsInput,
  isClientKnown: boolean,
): Credentials {
  const isOptional = auth === 'client-credentials' && isClientKnown;
  const missing = FIELDS[auth].filter((field) => input[field] === undefined);
  const isEmpty = missing.length === FIELDS[auth].length;
  if (missing.length > 0 && !(isOptional && isEmpty)) {
    const message = 'This is needed.';
    throw invalidInput(
      missing.map((field) => ({ path: ['credentials', field], message, code: 'needed' })),
      'invalid-input',
    );
  }
  return Object.fromEntries(
    FIELDS[auth].flatMap((field) => (input[field] === undefined ? [] : [[field, input[field]]])),
  );
}
