import { createHash } from 'node:crypto';

import type { FieldConflict } from './merge-fields';
import type { Side, Values } from './record-state';
import { canonicalJson } from './same-value';

/** The same for the same open question, so that it is asked once: null where no conflict waits for a person. */
export function digestOfConflicts(conflicts: readonly FieldConflict[]): string | null {
  const open = conflicts.filter(({ winner }) => winner === null);
  if (open.length === 0) return null;
  return digest(open.map(({ field, external, document }) => [field, external, document]));
}

export function digestOfDeletion(gone: Side, survivor: Values): string {
  return digest([gone, survivor]);
}

const digest = (value: unknown): string =>
  createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 32);
