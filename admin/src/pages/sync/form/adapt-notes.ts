import type { MappableField } from '../../../api/sync-contracts';
import type { useText } from '../../../hooks/use-text';
import { isPlain, type PairRow } from './pair-row';
import { toReference } from './reference-form';

/** What becomes of the values of a pair, in short. */
export const adaptNotes = (
  { source, transform, reference, when }: PairRow,
  here: MappableField | undefined,
  t: ReturnType<typeof useText>,
): string[] => {
  const key = toReference(reference);
  const notes: string[] = [];
  if (here?.relation && key?.by === 'field')
    notes.push(t('sync.reference.note', { field: key.field }));
  if (here?.relation && key?.by === 'job') notes.push(t('sync.reference.note-job'));
  if (here?.media) notes.push(t('sync.media.note'));
  if ((!here || isPlain(here)) && source === 'record' && transform.kind !== 'none')
    notes.push(t(`sync.transform.${transform.kind}`));
  if (when.is !== 'always') notes.push(t('sync.condition.note', { path: when.path }));
  return notes;
};
