import { ApiError } from '../../http/client/api-error';
import type { ApiClient } from '../../http/client/api-client';
import { type Account, type AccountAccess, forAccount } from '../../providers/account-access';
import { hasStorableTexts } from '../../storable-texts';

/** What a cheap call with the credentials has shown. */
export interface ProbeResult {
  isSuccessful: boolean;
  /** `refused` needs other credentials, `unreachable` is tried again. */
  kind: 'ok' | 'refused' | 'unreachable';
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
      kind: 'ok',
      message: found
        ? `${serviceName} answered: this is ${found.name}.`
        : `${serviceName} answered.`,
      account: found,
      durationMs: durationMs(),
    };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const isRefused = error.code === 'not-connected' || [401, 403].includes(error.status ?? 0);
    // A status that is no outage, and no 401: the service is there and does not like the call.
    const isWrong = error.code === 'http-error' && (error.status ?? 500) < 500;
    return {
      isSuccessful: false,
      kind: isRefused || isWrong ? 'refused' : 'unreachable',
      message: isRefused
        ? `${serviceName} does not accept the credentials. ${error.message}`
        : error.message,
      account: null,
      durationMs: durationMs(),
    };
  }
}

function readAccount(account: { id: string; name: string } | null) {
  if (!account || !hasStorableTexts(account)) return null;
  return { id: account.id.slice(0, LONGEST_NAME), name: account.name.slice(0, LONGEST_NAME) };
}
