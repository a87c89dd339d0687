import type { JobSettings } from '../../../api/sync-contracts';
import { parsePath } from '../../../components/payload-path';
import type { TextKey } from '../../../hooks/use-text';
import { conditionProblem } from './condition-form';
import {
  constantTextOf,
  flowIn,
  isMedia,
  isRelation,
  leadsElsewhere,
  valueFor,
  type KnownFields,
  type PairRow,
} from './pair-row';
import { itemProblem, referenceProblem } from './reference-form';
import { isReversible, transformProblem } from './transform-form';

type Direction = JobSettings['direction'];

const isReadOnly = ({ path }: PairRow, { resource }: KnownFields): boolean =>
  resource?.find((field) => field.path === path.trim())?.isReadOnly === true;

const pathProblem = (path: string): TextKey | null => {
  if (path.trim() === '') return 'sync.fields.path-required';
  return parsePath(path.trim()) ? null : 'incoming.action.path-invalid';
};

const fieldProblem = (rows: readonly PairRow[], at: number, known: KnownFields): TextKey | null => {
  const field = rows[at]?.field ?? '';
  if (field === '') return 'incoming.action.field-required';
  if (known.type && !known.type.fields.some(({ name }) => name === field))
    return 'sync.fields.field-gone';
  const isTwice = rows.findIndex((other) => other.field === field) < at;
  return isTwice ? 'incoming.action.field-twice' : null;
};

/** Why a pair cannot be written at the service, though it is to be. */
const outwardProblem = (row: PairRow, direction: Direction, known: KnownFields): TextKey | null => {
  if (flowIn(direction, row) === 'import') return null;
  if (isMedia(row, known)) return 'sync.fields.only-in-media';
  if (row.source === 'constant') return 'sync.fields.only-in-constant';
  if (row.when.is !== 'always') return 'sync.fields.only-in-condition';
  if (isRelation(row, known) && row.reference.item.trim() !== '') return 'sync.fields.only-in-item';
  if (!isRelation(row, known) && !isReversible(row.transform.kind))
    return 'sync.fields.only-in-transform';
  if (parsePath(row.path.trim())?.some((step) => typeof step === 'number'))
    return 'sync.fields.only-in-list';
  return isReadOnly(row, known) ? 'sync.fields.only-in-read-only' : null;
};

const nameProblem = (row: PairRow, known: KnownFields): TextKey | null => {
  if (isMedia(row, known)) return itemProblem(row.reference.item);
  return isRelation(row, known) ? referenceProblem(row.reference) : null;
};

/** What keeps the pair at a place from being stored, as texts by its parts. */
export const checkPair = (
  rows: readonly PairRow[],
  at: number,
  direction: Direction,
  known: KnownFields,
): Partial<Record<PairPart, TextKey>> => {
  const row = rows[at];
  if (!row) return {};
  const isRead = row.source === 'record';
  const isPlain = !leadsElsewhere(row, known);
  const isMisfit = row.defaultText !== '' && valueFor(row.defaultText, row, known) === undefined;
  const hasValue = valueFor(constantTextOf(row, known), row, known) !== undefined;
  const found: Record<PairPart, TextKey | null> = {
    field: fieldProblem(rows, at, known),
    path: isRead ? pathProblem(row.path) : null,
    constant: isRead || hasValue ? null : 'incoming.action.value-invalid',
    flow: outwardProblem(row, direction, known),
    transform: isRead && isPlain ? transformProblem(row.transform) : null,
    reference: nameProblem(row, known),
    default: isRead && isPlain && isMisfit ? 'incoming.action.value-invalid' : null,
    when: conditionProblem(row.when),
  };
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem !== null));
};

/** The parts of a pair that can be wrong. */
type PairPart =
  'field' | 'path' | 'constant' | 'flow' | 'transform' | 'reference' | 'default' | 'when';
