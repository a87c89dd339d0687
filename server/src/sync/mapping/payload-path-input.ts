import { parsePayloadPath, PayloadPathError } from '../../content/payload-path';
import { storableText } from '../../input-parts';

/** A path into a record, as input. */
export const payloadPath = storableText.superRefine((text, context) => {
  try {
    parsePayloadPath(text);
  } catch (error) {
    if (!(error instanceof PayloadPathError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
  }
});
