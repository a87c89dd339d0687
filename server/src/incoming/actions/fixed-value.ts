import { z } from 'zod';

import { unreadable } from '../../input-parts';
import { hasStorableTexts } from '../../storable-texts';

/** As deep as anybody writes by hand. The schema of JSON descends by recursion, which a hundred thousand brackets would end. */
const MAX_DEPTH = 20;

/** What a mapping can always write into a field. */
export const fixedValue = z
  .unknown()
  .refine((value) => isWithinDepth(value, MAX_DEPTH), {
    message: `Use at most ${MAX_DEPTH} levels.`,
    // What follows descends by recursion.
    abort: true,
  })
  // Refused and not dropped, as the schema of JSON would: what is stored is what was sent.
  .refine((value) => !namesPrototype(value), 'A field cannot be named "__proto__".')
  .pipe(z.json())
  .refine(hasStorableTexts, unreadable);

function isWithinDepth(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((item) => isWithinDepth(item, depth - 1));
}

function namesPrototype(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.hasOwn(value, '__proto__') || Object.values(value).some(namesPrototype);
}
