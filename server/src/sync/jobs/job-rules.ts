import { parsePayloadPath } from '../../content/payload-path';
import type { MappableAttribute } from '../../content/content-model';
import { parameterProblems } from '../../providers/resources/parameters';
import type { Resource } from '../../providers/resources/resource';
import type { FieldModel } from '../fields/field-model';
import type { FieldMapping } from '../mapping/field-mapping';
import { readRecord } from '../mapping/record-mapping';
import { isReversible } from '../mapping/transforms';
import { effectivePolicy, flowsFrom } from '../plan/policy';
import { referenceProblems } from './reference-rules';
import { isRichType } from '../rich-text/rich-text';
import { bulkProblems } from './bulk-rules';
import { expressionProblems, type ExpressionReader } from './expression-rules';
import type { ParsedJob } from './job-input';
import type { JobRecord } from './job-record';

/** What keeps a job from running. */
export interface Problem {
  path: string[];
  message: string;
}

export interface Surroundings {
  /** Undefined where the connection's service has no such resource. */
  resource: Resource | undefined;
  model: FieldModel;
  /** Whether the site's configuration lets anything out. */
  isExportEnabled: boolean;
  /** Null if there is no such job. */
  findJob: (id: number) => Promise<{ contentType: string } | null>;
  expressions: ExpressionReader;
}

export type CheckedJob = Omit<
  ParsedJob,
  'name' | 'batchSize' | 'schedule' | 'failureStop' | 'isActive' | 'publication' | 'writing'
> &
  Pick<JobRecord, 'publication' | 'writing'>;

/** Whether a job names what there is, and asks nothing of a service that it cannot do: what is wrong with it otherwise. */
export async function problemsOf(job: CheckedJob, surroundings: Surroundings): Promise<Problem[]> {
  const problems = [
    ...directionProblems(job, surroundings),
    ...listingProblems(job, surroundings),
    ...contentProblems(job, surroundings),
    ...mappingProblems(job, surroundings),
    ...(await bulkProblems(job, surroundings.model)),
    ...(await referenceProblems(job, surroundings)),
    ...(await expressionProblems(job.mapping, surroundings.expressions)),
  ];
  const { resource } = surroundings;
  if (resource) {
    for (const { name, message } of parameterProblems(resource, job.filter)) {
      problems.push({ path: ['filter', name], message });
    }
  }
  const { locale } = job;
  if (locale !== null && !(await surroundings.model.hasLanguage(locale))) {
    problems.push({ path: ['locale'], message: `The site has no language "${locale}".` });
  }
  return problems;
}

function directionProblems(
  { direction, deletes, matchField, contentType, followsChanges }: CheckedJob,
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
  if (direction === 'import') {
    if (followsChanges) {
      refuse(
        'followsChanges',
        'Nothing of this job goes out, so changes of entries begin nothing.',
      );
    }
    return problems;
  }

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

function listingProblems(
  { wholeEveryHours, direction }: CheckedJob,
  { resource }: Surroundings,
): Problem[] {
  if (wholeEveryHours === null || !resource) return [];
  const refuse = (message: string) => [{ path: ['wholeEveryHours'], message }];
  if (!resource.isIncremental) {
    return refuse(`This service cannot be asked which of the ${resource.name} have changed.`);
  }
  // Which entry goes with a record that has not changed for long, only the whole listing tells.
  return direction === 'export'
    ? refuse('A job that only sends out has to know every record of the service.')
    : [];
}

function contentProblems(
  { contentType, matchField, mapping, locale, deletes, publication }: CheckedJob,
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
  if ((publication ?? 'draft') !== 'draft' && !type.hasDrafts) {
    const message = `${type.displayName} has no drafts: what is written there is public at once.`;
    problems.push({ path: ['publication'], message });
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
    const attribute = model.attribute(contentType, field);
    if (!attribute) return refuse(model.whyNot(contentType, field));
    const [misfit] = pair.constant === undefined ? [] : constantProblems(pair, attribute);
    if (misfit) return refuse(misfit.message);
    const misuse = richTextProblem(pair, attribute);
    if (misuse !== null) return refuse(misuse);
    if (seen.has(field)) return refuse(`"${field}" is filled twice.`);
    seen.add(field);
    const rule = flows.get(field);
    if (!rule) return refuse(`"${field}" goes the other way than the job.`);
    const problem = flowsFrom('document', rule) ? outwardProblem(pair, attribute) : null;
    return problem === null ? [] : refuse(problem);
  });
}

function richTextProblem(
  { field, transform, constant }: FieldMapping,
  { type }: MappableAttribute,
): string | null {
  const isRich = transform?.kind === 'rich-text';
  if (isRich && !isRichType(type)) return `"${field}" holds no marks. Choose another adaptation.`;
  if (type !== 'blocks' || (isRich && constant === undefined)) return null;
  return `Say how the record writes the marks of "${field}": as HTML or as Markdown.`;
}

const constantProblems = (pair: FieldMapping, attribute: MappableAttribute) =>
  readRecord({}, [{ ...pair, when: undefined }], () => attribute).problems;

function outwardProblem(pair: FieldMapping, { media }: MappableAttribute): string | null {
  const { field, path, transform, reference, constant, when } = pair;
  if (media) return `"${field}" can only come in: files are not sent out.`;
  if (constant !== undefined) {
    return `"${field}" can only come in: it gets the same value of every record.`;
  }
  if (when) return `"${field}" can only come in: whether it is filled depends on the record.`;
  if (!isReversible(transform)) {
    return `"${field}" can only come in: what becomes of it here cannot be turned back.`;
  }
  if (reference?.item !== undefined) {
    return `"${field}" can only come in: what stands beside the names in the list would be lost.`;
  }
  return parsePayloadPath(path).some((step) => typeof step === 'number')
    ? `"${field}" can only come in: it is taken from an item of a list.`
    : null;
}
