import type { ActionForm } from './action-form';

/** The path that is filled by a click: that of the match, or of a row of the mapping. */
export type PathTarget = 'match' | number;

/**
 * The form with a path filled in.
 *
 * @param target the path that was edited last; without one, that of the match if it is empty, else the first empty row
 */
export const withPath = (
  form: ActionForm,
  target: PathTarget | undefined,
  path: string,
): ActionForm => {
  const empty = form.rows.findIndex(({ from, text }) => from === 'path' && text === '');
  const place = target ?? (form.matchPath === '' || empty === -1 ? 'match' : empty);
  if (place === 'match') return { ...form, matchPath: path };
  return {
    ...form,
    rows: form.rows.map((row, at) => (at === place ? { ...row, from: 'path', text: path } : row)),
  };
};
