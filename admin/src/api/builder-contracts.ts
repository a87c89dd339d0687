/** What the admin API of described services takes and answers, as types only. */
export type * from '../../../server/src/builder/contracts';
export type { Paging } from '../../../server/src/http/client/api-rules';
export type { ResourceField } from '../../../server/src/providers/resources/resource';
export type { RecordRequest } from '../../../server/src/providers/resources/rest-resource-schema';
