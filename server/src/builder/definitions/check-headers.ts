import type { z } from 'zod';

import { InvalidHeaderError, validateCustomHeaders } from '../../outgoing/endpoints/custom-headers';

interface Checked {
  auth: readonly [{ kind: string; in?: string; name?: string }];
  api: { headers?: Record<string, string> | undefined };
}

/** Headers by which one signs in: their values would stand in the description in clear. */
const CREDENTIALS = /authorization|cookie|secret|token|passw|api-?key/i;

/**
 * Refuses headers that the client sets itself, and those that belong to the credentials of an account, of which a
 * description is to know nothing.
 */
export function checkHeaders({ auth: [auth], api }: Checked, context: z.RefinementCtx): void {
  const own = Object.entries(api.headers ?? {}).map(([name, value]) => ({ name, value }));
  const signing = auth.kind === 'api-key' && auth.in === 'header' ? (auth.name ?? '') : null;
  const refuse = (path: (string | number)[], message: string, code: string) =>
    context.addIssue({ code: 'custom', path, message, params: { code } });

  if (signing !== null) {
    const problem = problemOf([{ name: signing, value: '' }]);
    if (problem) refuse(['auth', 0, 'name'], problem.message, problem.code);
  }
  const problem = problemOf(own);
  if (problem) refuse(['api', 'headers', problem.headerName], problem.message, problem.code);
  const secret = own.find(
    ({ name }) => CREDENTIALS.test(name) || name.toLowerCase() === signing?.toLowerCase(),
  );
  if (secret) {
    refuse(
      ['api', 'headers', secret.name],
      `"${secret.name}" belongs to the access of an account, which is entered when it is connected. Remove it here.`,
      'header-credentials',
    );
  }
}

function problemOf(headers: { name: string; value: string }[]): InvalidHeaderError | null {
  try {
    validateCustomHeaders(headers);
    return null;
  } catch (error) {
    if (error instanceof InvalidHeaderError) return error;
    throw error;
  }
}
