import type { ActionInput, MappableContentType } from '../../../../api/incoming-contracts';
import { constantOf } from '../../../../components/constant-text';
import { parsePath } from '../../../../components/payload-path';
import { isAboutEntry, toActionInput, typesFor, type ActionForm } from './action-form';
import { EVERYTHING } from './type-patterns';

/** Stands for the path of a match that is not known yet. */
const NO_PATH = 'id';

interface PreviewInput {
  action: ActionInput;
  /** Whether it tells what would be done; otherwise it only brings the event to choose paths from. */
  isComplete: boolean;
}

const isPath = (text: string): boolean => parsePath(text.trim()) !== null;

/**
 * What of a form can be previewed while it is still being filled in: rows that are not finished are left out. Null where
 * there is nothing to preview, for actions that touch no entry.
 */
export const previewInput = (
  form: ActionForm,
  contentTypes: MappableContentType[],
): PreviewInput | null => {
  if (!isAboutEntry(form.kind)) return null;
  const types = typesFor(form.kind, contentTypes);
  const type = types.find(({ uid }) => uid === form.contentType);
  const shown = type ?? types[0];
  if (!shown) return null;
  const matchField = type && form.matchField !== '' ? form.matchField : undefined;
  const fallback = shown.fields.find(({ canMatch }) => canMatch)?.name;
  if (matchField === undefined && fallback === undefined) return null;

  const isFinished = ({ field, from, text }: ActionForm['rows'][number]) => {
    const target = shown.fields.find(({ name }) => name === field);
    if (!target) return false;
    return from === 'path' ? isPath(text) : constantOf(text, target.type) !== undefined;
  };
  const isComplete = matchField !== undefined && isPath(form.matchPath);
  const previewed: ActionForm = {
    ...form,
    eventTypes: form.eventTypes.length > 0 ? form.eventTypes : [EVERYTHING],
    contentType: shown.uid,
    matchField: matchField ?? fallback ?? '',
    matchPath: isPath(form.matchPath) ? form.matchPath : NO_PATH,
    rows: type
      ? form.rows.filter(
          (row, at) =>
            isFinished(row) && form.rows.findIndex(({ field }) => field === row.field) === at,
        )
      : [],
  };
  return { action: toActionInput(previewed, contentTypes), isComplete };
};
