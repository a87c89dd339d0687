import type { ResourceField } from '../../../api/sync-contracts';
import { TRANSFORM_KINDS, type TransformKind } from './transform-form';

const TEXTS = ['string', 'text', 'richtext'];

/** Between which types of both sides a transform makes sense. */
const FITS: Record<
  Exclude<TransformKind, 'none' | 'expression'>,
  { there: readonly ResourceField['type'][]; here: readonly string[] }
> = {
  money: { there: ['number', 'text'], here: ['decimal', 'float'] },
  lookup: { there: ['text', 'number', 'boolean'], here: [...TEXTS, 'enumeration', 'uid'] },
  time: { there: ['number', 'text', 'datetime'], here: ['datetime', 'timestamp', 'date'] },
  join: { there: ['list'], here: TEXTS },
  slug: { there: ['text', 'number'], here: ['string', 'text', 'uid'] },
  'rich-text': { there: ['text'], here: ['richtext', 'blocks'] },
  trim: { there: ['text', 'number'], here: TEXTS },
};

/**
 * The transforms that are offered between two types. Of a type that is not known, all of the other side's; the one that is
 * chosen always.
 *
 * @param areExpressionsEnabled whether the site allows them
 */
export const transformKindsFor = (
  there: ResourceField['type'] | undefined,
  here: string | undefined,
  chosen: TransformKind,
  areExpressionsEnabled = false,
): TransformKind[] =>
  TRANSFORM_KINDS.filter((kind) => {
    if (kind === chosen) return true;
    // Blocks are never what a record has.
    if (kind === 'none') return here !== 'blocks';
    if (kind === 'expression') return areExpressionsEnabled && here !== 'blocks';
    return (
      (there === undefined || FITS[kind].there.includes(there)) &&
      (here === undefined || FITS[kind].here.includes(here))
    );
  });
