import type { Flow } from '../plan/policy';
import type { Side } from '../plan/record-state';
import type { Reference } from '../references/reference';
import type { Condition, Constant } from './condition';
import type { Transform } from './transforms';

/** How one field of a content type and one place in a record go together. */
export interface FieldMapping {
  field: string;
  /** A dotted path in the record; '' where the field gets the same value of every record. */
  path: string;
  /** What the field gets of every record. */
  constant?: Constant;
  /** Of other records the field is left as it is. */
  when?: Condition;
  flow: Flow;
  /** Whose value counts, where conflicts are decided by the field. Default: the service's. */
  owner?: Side;
  transform?: Transform;
  /** Of a relation: by what the record names the entries that it leads to. */
  reference?: Reference;
  /** What a new entry gets where its record has nothing at the path. */
  default?: Constant;
}
