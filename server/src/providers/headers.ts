import { z } from 'zod';

import type { WebhookRequest } from './provider';
import type { Checked } from './verification';

/** The name of a header (RFC 9110, 5.6.2) in any case; looked up in lower case. */
export const headerName = z
  .string()
  .max(100)
  .regex(/^[\w!#$%&'*+.^`|~-]+$/, 'expected the name of a header');

/** The one value of a header; null if it is missing, empty or was sent more than once. */
export function headerValue(request: WebhookRequest, name: string): string | null {
  const values = request.headers.get(name.toLowerCase()) ?? [];
  return values.length === 1 ? values[0] || null : null;
}

/**
 * The one value of a header that must be there. A repeated one is refused whatever its values are: which of them counts
 * is a guess, and another layer may guess otherwise.
 */
export function requiredHeader(request: WebhookRequest, name: string): Checked<string> {
  const values = request.headers.get(name.toLowerCase()) ?? [];
  if (values.length > 1) return { problem: { code: 'header-repeated', values: { header: name } } };
  const [value] = values;
  return value ? { value } : { problem: { code: 'header-missing', values: { header: name } } };
}

/** The first group of a pattern that the value of a header has to match. */
export function matchedHeader(name: string, value: string, pattern: RegExp): Checked<string> {
  const group = pattern.exec(value)?.[1];
  return group === undefined ? malformedHeader(name) : { value: group };
}

export function malformedHeader(name: string): { problem: { code: 'header-malformed' } } {
  const problem = { code: 'header-malformed' as const, values: { header: name } };
  return { problem };
}
