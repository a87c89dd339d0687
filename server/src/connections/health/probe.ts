import { ApiError } from '../../http/client/api-error';
import type { ApiClient } from '../../http/client/api-client';
import { type Account, forAccount } from '../../providers/account';
import type { AccountAccess } from '../../providers/account-access';
import { hasStorableTexts } from '../../storable-texts';

/** What a cheap call with the credentials has shown. */
export interface ProbeResult {
  isSuccessful: boolean;
  /** The service does not take the credentials (401): another try will not change that. */
  isRefused: boolean;
  /** The call was not let through, by the service's limit or our own, which says nothing of the connection. */
  isUndecided: boolean;
  /** One or two sentences for an editor. */
  message: string;
  account: { id: string; name: string } | null;
  durationMs: number;
}

const TIMEOUT_MS = 15_000;
const LONGEST_NAME = 200;

/** Calls a service to see whether the credentials are good, and whose they are. */
export async function probe(
  client: ApiClient,
  { probe: rules }: AccountAccess,
  account: Account,
  serviceName: string,
): Promise<ProbeResult> {
  const startedAt = performance.now();
  const durationMs = () => Math.round(performance.now() - startedAt);
  const options = { timeoutMs: TIMEOUT_MS, retries: 0, cache: false };
  const path = forAccount(rules.path, account);
  try {
    const { data } = await (rules.method === 'POST'
      ? client.post(path, undefined, options)
      : client.get(path, options));
    const found = readAccount(rules.account?.(data) ?? null);
    return {
      isSuccessful: true,
      isRefused: false,
      isUndecided: false,
      message: found
        ? `${serviceName} answered: this is ${found.name}.`
        : `${serviceName} answered.`,
      account: found,
      durationMs: durationMs(),
    };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return {
      isSuccessful: false,
      isRefused: error.status === 401,
      isUndecided: error.code === 'rate-limited',
      message: failureOf(error, serviceName),
      account: null,
      durationMs: durationMs(),
    };
  }
}

/** What went wrong, for whoever may mend it. */
function failureOf({ status, message }: ApiError, serviceName: string): string {
  if (status === 401) {
    return `${serviceName} does not accept the credentials: they may be mistyped, expired or taken back. ${message}`;
  }
  return status === 403 ? `${serviceName} does not let this account in. ${message}` : message;
}

/** What a provider's own code made of the answer, which may be anything. */
function readAccount(account: unknown): ProbeResult['account'] {
  const { id, name } = (account ?? {}) as { id?: unknown; name?: unknown };
  const isId = (typeof id === 'string' && id !== '') || typeof id === 'number';
  if (!isId || !hasStorableTexts({ id, name })) return null;
  const shownName = typeof name === 'string' && name !== '' ? name : String(id);
  return { id: String(id).slice(0, LONGEST_NAME), name: shownName.slice(0, LONGEST_NAME) };
}
