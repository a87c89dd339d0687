import type { RecordsForm } from './records-form';

/** What the fields of a kind of record are given. */
export interface RecordsProps {
  records: RecordsForm;
  /** By the field of the records: `path`. */
  errorOf: (field: string) => string | undefined;
  onChange: (changes: Partial<RecordsForm>) => void;
}
