import type { RelatedType } from '../../content/contracts';
import type { FieldMapping } from '../mapping/field-mapping';
import type { EntryReference } from '../references/reference';
import type { CheckedJob, Problem, Surroundings } from './job-rules';

/** What is wrong with how a job finds the entries that its relations lead to. */
export async function referenceProblems(
  job: CheckedJob,
  { model, findJob }: Pick<Surroundings, 'model' | 'findJob'>,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const [index, pair] of job.mapping.entries()) {
    const { relation, media } = model.attribute(job.contentType, pair.field) ?? {};
    const message = relation
      ? await relationProblem(pair, relation, job.locale)
      : media
        ? mediaProblem(pair)
        : plainProblem(pair);
    if (message !== null) {
      problems.push({ path: ['mapping', String(index), 'reference'], message });
    }
  }
  return problems;

  async function relationProblem(
    { field, reference, transform, default: fallback }: FieldMapping,
    relation: RelatedType,
    locale: string | null,
  ): Promise<string | null> {
    const { displayName, isLocalized } = relation;
    if (!reference || reference.by === 'url') {
      return `Choose by what the entries of ${displayName} in "${field}" are named.`;
    }
    if (transform || fallback !== undefined) {
      return `"${field}" names entries of ${displayName}, of which nothing else can become.`;
    }
    if (isLocalized && locale === null) {
      return `Entries of ${displayName} have languages, so that it is not clear which one "${field}" leads to.`;
    }
    return reference.by === 'job'
      ? jobProblem(reference.jobId, relation)
      : keyProblem(reference, relation);
  }

  async function jobProblem(
    jobId: number,
    { contentType, displayName }: RelatedType,
  ): Promise<string | null> {
    const other = await findJob(jobId);
    if (!other) return 'The sync job whose pairs were looked at was deleted. Choose another one.';
    return other.contentType === contentType
      ? null
      : `That sync job makes no entries of ${displayName}. Choose one that does.`;
  }
}

function mediaProblem({ field, reference, transform, default: fallback }: FieldMapping) {
  if (reference && reference.by !== 'url') return `"${field}" holds files, and names no entries.`;
  return transform || fallback !== undefined
    ? `"${field}" gets the files whose addresses stand in the record, of which nothing else can become.`
    : null;
}

function plainProblem({ field, reference }: FieldMapping): string | null {
  if (!reference) return null;
  return reference.by === 'url'
    ? `"${field}" holds no files.`
    : `"${field}" is no relation, and names no entries.`;
}

function keyProblem(
  reference: Extract<EntryReference, { by: 'field' }>,
  { displayName, keys }: RelatedType,
): string | null {
  return keys.some(({ name }) => name === reference.field)
    ? null
    : `Entries of ${displayName} cannot be named by "${reference.field}". Choose another field.`;
}
