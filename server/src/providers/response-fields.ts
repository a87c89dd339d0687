import type { Account } from './account';
import type { TokenResponse } from './auth-method';
import { fieldAt } from './payload';

/** A text in the body of an answer that is not empty, or a number as one; null for anything else. */
export function textAt(body: unknown, names: readonly string[]): string | null {
  const value = fieldAt(body, names);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

/**
 * Whose account an answer names.
 *
 * @param names texts to choose the name from, in the order of preference
 */
export function accountOf(
  id: string | null,
  ...names: (string | null)[]
): { id: string; name: string } | null {
  return id === null ? null : { id, name: names.find((name) => name !== null) ?? id };
}

/** What an OAuth server says went wrong (RFC 6749, 5.2), where an API passes it on. */
export function oauthErrorMessage(body: unknown): string | null {
  const error = textAt(body, ['error']);
  const description = textAt(body, ['error_description']);
  return error && description ? `${description} (${error})` : (description ?? error);
}

/** What services put where, as far as most do: by OAuth, by RFC 9457, or in a message of their own. */
export function genericErrorMessage(body: unknown): string | null {
  return (
    textAt(body, ['error', 'message']) ??
    textAt(body, ['message']) ??
    textAt(body, ['detail']) ??
    textAt(body, ['title']) ??
    oauthErrorMessage(body)
  );
}

/** The texts of a token response that are there, by the names to keep them under. */
export function factsOf(
  response: TokenResponse,
  fields: Record<string, string>,
): Record<string, string> {
  const found = Object.entries(fields).map(([name, field]) => [name, textAt(response, [field])]);
  return Object.fromEntries(found.filter(([, value]) => value !== null));
}

/** A fact of an account; empty where the service did not tell it. */
export function factOf({ facts }: Account, name: string): string {
  return facts[name] ?? '';
}
