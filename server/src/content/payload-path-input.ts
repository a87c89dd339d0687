import { storableText } from '../input-parts';
import { parsePayloadPath, PayloadPathError } from './payload-path';

/** A path into a payload, as input. */
export const payloadPath = storableText.superRefine((text, context) => {
  try {
    parsePayloadPath(text);
  } catch (error) {
    if (!(error instanceof PayloadPathError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
  }
});
