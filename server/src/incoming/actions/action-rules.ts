import { invalidInput } from '../../validate-input';
import type { Action } from '../contracts';
import type { ParsedAction } from './action-input';
import type { ContentModel } from '../../content/content-model';

interface Problem {
  path: string[];
  message: string;
}

interface Rules {
  model: ContentModel;
  newId: () => string;
}

/**
 * Checks that actions name what there is, and gives an id to those without.
 *
 * @throws {errors.ValidationError} naming the wrong fields, under `actions`
 */
export function checkActions(actions: ParsedAction[], { model, newId }: Rules): Action[] {
  const ids = actions.flatMap(({ id }) => id ?? []);
  const problems = actions.flatMap((action, index) =>
    problemsOf(action, model).map(({ path, message }) => ({
      path: ['actions', String(index), ...path],
      message,
    })),
  );
  if (new Set(ids).size < ids.length) {
    problems.push({ path: ['actions'], message: 'Two actions have the same id.' });
  }
  if (problems.length > 0) throw invalidInput(problems);
  return actions.map((action) => ({ ...action, id: action.id ?? newId() }));
}

/**
 * Checks that the languages of actions are the site's: Strapi would write entries that no editor finds.
 *
 * @throws {errors.ValidationError} naming the wrong ones, under `actions`
 */
export async function checkLanguages(
  actions: readonly (ParsedAction | Action)[],
  model: ContentModel,
): Promise<void> {
  const problems: Problem[] = [];
  for (const [index, action] of actions.entries()) {
    const locale = 'locale' in action ? action.locale : null;
    if (locale && !(await model.hasLanguage(locale))) {
      const path = ['actions', String(index), 'locale'];
      problems.push({ path, message: `The site has no language "${locale}".` });
    }
  }
  if (problems.length > 0) throw invalidInput(problems);
}

/**
 * Checks that actions begin runs of jobs that there are, and name single records only where these can be asked for.
 *
 * @param canFindRecords of a job; null where there is none
 * @throws {errors.ValidationError} naming the wrong ones, under `actions`
 */
export async function checkSyncJobs(
  actions: readonly (ParsedAction | Action)[],
  canFindRecords: (jobId: number) => Promise<boolean | null>,
): Promise<void> {
  const problems: Problem[] = [];
  for (const [index, action] of actions.entries()) {
    if (action.kind !== 'sync') continue;
    const canFind = await canFindRecords(action.jobId);
    const refuse = (field: string, message: string) =>
      problems.push({ path: ['actions', String(index), field], message });
    if (canFind === null) refuse('jobId', 'There is no such sync job. Choose another one.');
    if (canFind === false && typeof action.recordPath === 'string') {
      refuse(
        'recordPath',
        'This service cannot be asked for single records. Leave it empty to run the whole job.',
      );
    }
  }
  if (problems.length > 0) throw invalidInput(problems);
}

function problemsOf(action: ParsedAction, model: ContentModel): Problem[] {
  if (action.kind === 'handler' || action.kind === 'forward' || action.kind === 'sync') return [];
  const { contentType, match, locale } = action;
  const type = model.find(contentType);
  if (!type) return [{ path: ['contentType'], message: 'There is no such content type.' }];

  const problems: Problem[] = [];
  if (!type.fields.some(({ name, canMatch }) => name === match.field && canMatch)) {
    problems.push({
      path: ['match', 'field'],
      message: `Entries of ${type.displayName} cannot be found by "${match.field}".`,
    });
  }
  if (locale && !type.isLocalized) {
    problems.push({ path: ['locale'], message: `${type.displayName} has no languages.` });
  }
  if ((action.kind === 'publish' || action.kind === 'unpublish') && !type.hasDrafts) {
    problems.push({ path: ['kind'], message: `${type.displayName} has no drafts to publish.` });
  }
  if (action.kind !== 'upsert') return problems;
  return [...problems, ...mappingProblems(action, type.fields)];
}

function mappingProblems(
  { mapping }: Extract<ParsedAction, { kind: 'upsert' }>,
  fields: { name: string }[],
): Problem[] {
  const names = new Set(fields.map(({ name }) => name));
  const seen = new Set<string>();
  return mapping.flatMap(({ field }, index) => {
    const path = ['mapping', String(index), 'field'];
    const isRepeated = seen.has(field);
    seen.add(field);
    if (!names.has(field)) return [{ path, message: `"${field}" cannot be filled by a mapping.` }];
    return isRepeated ? [{ path, message: `"${field}" is filled twice.` }] : [];
  });
}
