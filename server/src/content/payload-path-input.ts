import type { z } from 'zod';

import { storableText } from '../input-parts';
import { parsePayloadPath, PayloadPathError } from './payload-path';

/** Adds what is wrong with a path, if anything, to the issues of an input. */
export function requirePath(text: string, context: z.RefinementCtx): void {
  try {
    parsePayloadPath(text);
  } catch (error) {
    if (!(error instanceof PayloadPathError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
  }
}

/** A path into a payload, as input. */
export const payloadPath = storableText.superRefine(requirePath);
