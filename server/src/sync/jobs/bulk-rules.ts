import { partOf } from '../fields/component-fields';
import type { FieldModel } from '../fields/field-model';
import type { CheckedJob, Problem } from './job-rules';

/** Why a job cannot make its entries in bulk. */
export async function bulkProblems(
  { writing, direction, contentType, publication, mapping }: CheckedJob,
  model: Pick<FieldModel, 'attribute' | 'bulkHindrance'>,
): Promise<Problem[]> {
  if (writing !== 'bulk') return [];
  const refuse = (message: string) => [{ path: ['writing'], message }];
  if (direction !== 'import') {
    return refuse('Only a job that brings records in can make its entries in bulk.');
  }
  if (publication === 'publish') {
    return refuse('Entries that are published at once are made one by one. Leave them as drafts.');
  }
  const nested = mapping.find(
    ({ field, reference }) =>
      reference ?? partOf(field) ?? model.attribute(contentType, field)?.media,
  );
  if (nested) {
    return refuse(
      `"${nested.field}" stands in other tables than the entry itself, so entries are made one by one.`,
    );
  }
  const fields = mapping.map(({ field }) => field);
  const hindrance = await model.bulkHindrance(contentType, fields);
  return hindrance === null ? [] : refuse(hindrance);
}
