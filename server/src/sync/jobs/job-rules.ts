import { parsePayloadPath } from '../../content/payload-path';
import type { ContentModel } from '../../content/content-model';
import type { Resource } from '../../providers/resources/resource';
import { invalidInput } from '../../validate-input';
import type { FieldMapping } from '../mapping/field-mapping';
import { isReversible } from '../mapping/transforms';
import { effectivePolicy, flowsFrom } from '../plan/policy';
import type { ParsedJob } from './job-input';

interface Problem {
  path: string[];
  message: string;
}

interface Surroundings {
  /** Undefined where the connection's service has no such resource. */
  resource: Resource | undefined;
  model: ContentModel;
  /** Whether the site's configuration lets anything out. */
  isExportEnabled: boolean;
}

type CheckedJob = Omit<ParsedJob, 'name' | 'filter' | 'batchSize' | 'isActive'>;

/**
 * Checks that a job names what there is, and asks nothing of a service that it cannot do.
 *
 * @returns the resource that it names
 * @throws {errors.ValidationError} naming the wrong fields
 */
export async function checkJob(job: CheckedJob, surroundings: Surroundings): Promise<Resource> {
  const problems = [
    ...directionProblems(job, surroundings),
    ...contentProblems(job, surroundings),
    ...mappingProblems(job, surroundings),
  ];
  const { locale } = job;
  if (locale !== null && !(await surroundings.model.hasLanguage(locale))) {
    problems.push({ path: ['locale'], message: `The site has no language "${locale}".` });
  }
  const { resource } = surroundings;
  if (problems.length > 0 || !resource) throw invalidInput(problems);
  return resource;
}

function directionProblems(
  { direction, deletes, matchField, contentType }: CheckedJob,
  { resource, isExportEnabled, model }: Surroundings,
): Problem[] {
  if (!resource) return [{ path: ['resource'], message: 'The service has no such records.' }];
  const problems: Problem[] = [];
  const refuse = (path: string, message: string) => problems.push({ path: [path], message });
  if (deletes.document !== 'ignore' && !resource.get) {
    // A listing that shifts while it is read misses records that are there.
    refuse(
      'deletes',
      `Whether one of the ${resource.name} is gone cannot be asked of this service.`,
    );
  }
  if (direction === 'import') return problems;

  if (model.find(contentType)?.hasDrafts) {
    refuse('direction', 'Entries that have drafts can only come in so far.');
  }
  if (!isExportEnabled) {
    refuse('direction', 'The configuration of the site lets records only come in.');
  }
  if (!resource.get || !resource.create || !resource.update) {
    refuse('direction', `${resource.name} of this service can only be read.`);
  }
  if (!resource.isIdempotent && matchField === null) {
    refuse(
      'matchField',
      'Choose a field by which a record is known again: this service cannot tell whether one was made before a connection broke.',
    );
  }
  if (deletes.external === 'delete' && !resource.delete) {
    refuse('deletes', `${resource.name} of this service cannot be deleted.`);
  }
  return problems;
}

function contentProblems(
  { contentType, matchField, mapping, locale, deletes }: CheckedJob,
  { model }: Surroundings,
): Problem[] {
  const type = model.find(contentType);
  if (!type) return [{ path: ['contentType'], message: 'There is no such content type.' }];
  const problems: Problem[] = [];
  const matched = type.fields.find(({ name }) => name === matchField);
  if (matchField !== null && !matched?.canMatch) {
    problems.push({
      path: ['matchField'],
      message: `Entries of ${type.displayName} cannot be found by "${matchField}".`,
    });
  } else if (matchField !== null && !mapping.some(({ field }) => field === matchField)) {
    problems.push({
      path: ['matchField'],
      message: `Pair "${matchField}" with a place in the record.`,
    });
  }
  if (locale !== null && !type.isLocalized) {
    problems.push({ path: ['locale'], message: `${type.displayName} has no languages.` });
  }
  if (locale === null && type.isLocalized) {
    problems.push({ path: ['locale'], message: 'Choose a language.' });
  }
  if (deletes.document === 'unpublish' && !type.hasDrafts) {
    problems.push({ path: ['deletes'], message: `${type.displayName} cannot be unpublished.` });
  }
  return problems;
}

function mappingProblems(job: CheckedJob, { model }: Surroundings): Problem[] {
  const { contentType, mapping } = job;
  const seen = new Set<string>();
  const flows = new Map(
    effectivePolicy({
      ...job,
      fields: mapping.map(({ field, flow }) => ({ field, flow, owner: 'external' })),
    }).fields.map((rule) => [rule.field, rule]),
  );
  return mapping.flatMap((pair, index) => {
    const { field } = pair;
    const refuse = (message: string) => [{ path: ['mapping', String(index), 'field'], message }];
    if (!model.attribute(contentType, field))
      return refuse(`"${field}" cannot be filled by a mapping.`);
    if (seen.has(field)) return refuse(`"${field}" is filled twice.`);
    seen.add(field);
    const rule = flows.get(field);
    if (!rule) return refuse(`"${field}" goes the other way than the job.`);
    const problem = flowsFrom('document', rule) ? outwardProblem(pair) : null;
    return problem === null ? [] : refuse(problem);
  });
}

function outwardProblem({ field, path, transform }: FieldMapping): string | null {
  if (!isReversible(transform)) {
    return `"${field}" can only come in: what becomes of it here cannot be turned back.`;
  }
  return parsePayloadPath(path).some((step) => typeof step === 'number')
    ? `"${field}" can only come in: it is taken from an item of a list.`
    : null;
}
