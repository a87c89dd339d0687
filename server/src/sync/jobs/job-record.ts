import type { FieldMapping } from '../mapping/field-mapping';
import type { Policy } from '../plan/policy';

/** A row of the content type `sync-job`. */
export interface JobRecord {
  id: number;
  documentId: string;
  name: string;
  connectionId: number;
  resource: string;
  contentType: string;
  locale: string | null;
  direction: Policy['direction'];
  mapping: FieldMapping[];
  matchField: string | null;
  strategy: Policy['strategy'];
  deletes: Policy['deletes'];
  brake: Policy['brake'];
  filter: Record<string, string>;
  batchSize: number;
  isActive: boolean;
}
