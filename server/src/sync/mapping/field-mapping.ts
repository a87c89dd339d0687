import type { Flow } from '../plan/policy';
import type { Side } from '../plan/record-state';
import type { Transform } from './transforms';

/** How one field of a content type and one place in a record go together. */
export interface FieldMapping {
  field: string;
  /** A dotted path in the record. */
  path: string;
  flow: Flow;
  /** Whose value counts, where conflicts are decided by the field. Default: the service's. */
  owner?: Side;
  transform?: Transform;
  /** What a new entry gets where its record has nothing at the path. */
  default?: string | number | boolean;
}
