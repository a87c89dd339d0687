import type { MappableField, Reference } from '../../../api/sync-contracts';
import { parsePath } from '../../../components/payload-path';
import type { TextKey } from '../../../hooks/use-text';

/** By what a record names the entries of a relation, as it is edited. */
export interface ReferenceForm {
  /** `field slug` or `job 3`, as it is chosen from a list; '' until then. */
  by: string;
  /** Where each of several has its name; '' where it is the item itself. */
  item: string;
}

export const NO_REFERENCE: ReferenceForm = { by: '', item: '' };

export const byField = (field: string): string => `field ${field}`;
export const byJob = (jobId: number): string => `job ${jobId}`;

/** What entries are best named by where a field is chosen: what is unique, as far as there is such a field. */
export const suggestedReference = (field: MappableField | undefined): ReferenceForm => {
  const [key] = field?.relation?.keys ?? [];
  return key ? { by: byField(key.name), item: '' } : NO_REFERENCE;
};

/** A stored reference, ready to be edited. */
export const toReferenceForm = (reference: Reference | undefined): ReferenceForm =>
  reference
    ? {
        by: reference.by === 'job' ? byJob(reference.jobId) : byField(reference.field),
        item: reference.item ?? '',
      }
    : NO_REFERENCE;

/** What is stored; undefined until it is chosen. */
export const toReference = ({ by, item }: ReferenceForm): Reference | undefined => {
  const [kind = '', name = ''] = by.split(' ');
  const within = item.trim() === '' ? {} : { item: item.trim() };
  if (kind === 'job') return { by: 'job', jobId: Number(name), ...within };
  return kind === 'field' ? { by: 'field', field: name, ...within } : undefined;
};

/** What keeps a reference from being stored; null when nothing does. */
export const referenceProblem = ({ by, item }: ReferenceForm): TextKey | null => {
  if (by === '') return 'sync.reference.required';
  return item.trim() === '' || parsePath(item.trim()) ? null : 'incoming.action.path-invalid';
};
