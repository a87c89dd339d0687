import type { MappableField, Reference } from '../../../api/sync-contracts';
import { parsePath } from '../../../components/payload-path';
import type { TextKey } from '../../../hooks/use-text';

/** By what a record names the entries of a relation, or the files of a field that holds some, as it is edited. */
export interface ReferenceForm {
  /** `field slug` or `job 3`, as it is chosen from a list, '' until then; of files always `url`. */
  by: string;
  /** Where each of several has its name; '' where it is the item itself. */
  item: string;
}

export const NO_REFERENCE: ReferenceForm = { by: '', item: '' };

export const byField = (field: string): string => `field ${field}`;
export const byJob = (jobId: number): string => `job ${jobId}`;
export const BY_URL = 'url';

/** What entries are best named by where a field is chosen: what is unique, as far as there is such a field. */
export const suggestedReference = (field: MappableField | undefined): ReferenceForm => {
  if (field?.media) return { by: BY_URL, item: '' };
  const [key] = field?.relation?.keys ?? [];
  return key ? { by: byField(key.name), item: '' } : NO_REFERENCE;
};

/** A stored reference, ready to be edited. */
export const toReferenceForm = (reference: Reference | undefined): ReferenceForm =>
  reference ? { by: chosenBy(reference), item: reference.item ?? '' } : NO_REFERENCE;

const chosenBy = (reference: Reference): string => {
  switch (reference.by) {
    case 'field':
      return byField(reference.field);
    case 'job':
      return byJob(reference.jobId);
    case 'url':
      return BY_URL;
  }
};

/** What is stored; undefined until it is chosen, and of files where there is nothing to be said. */
export const toReference = ({ by, item }: ReferenceForm): Reference | undefined => {
  const [kind = '', name = ''] = by.split(' ');
  const within = item.trim() === '' ? {} : { item: item.trim() };
  if (kind === BY_URL) return 'item' in within ? { by: 'url', ...within } : undefined;
  if (kind === 'job') return { by: 'job', jobId: Number(name), ...within };
  return kind === 'field' ? { by: 'field', field: name, ...within } : undefined;
};

/** What keeps a reference from being stored; null when nothing does. */
export const referenceProblem = ({ by, item }: ReferenceForm): TextKey | null =>
  by === '' ? 'sync.reference.required' : itemProblem(item);

/** What is wrong with where each of several has its name; null for nothing. */
export const itemProblem = (item: string): TextKey | null =>
  item.trim() === '' || parsePath(item.trim()) ? null : 'incoming.action.path-invalid';
