import { z } from 'zod';

import { fieldPath, fieldPathOrAll } from './field-path';

const parameter = z.string().min(1).max(100);

const shared = {
  recordsPath: fieldPathOrAll,
  sizeParam: parameter.optional(),
  pageSize: z.number().int().positive().optional(),
};

/** How a listing is divided into pages: the type `Paging`. */
export const pagingSchema = z.discriminatedUnion('style', [
  z.strictObject({
    style: z.literal('cursor'),
    ...shared,
    cursorParam: parameter,
    cursorPath: fieldPath,
  }),
  z.strictObject({
    style: z.literal('last-record'),
    ...shared,
    cursorParam: parameter,
    idPath: fieldPath,
    hasMorePath: fieldPath,
  }),
  z.strictObject({
    style: z.literal('offset'),
    ...shared,
    offsetParam: parameter,
    totalPath: fieldPath.optional(),
  }),
  z.strictObject({
    style: z.literal('page'),
    ...shared,
    pageParam: parameter,
    firstPage: z.number().int().nonnegative(),
    totalPagesPath: fieldPath.optional(),
  }),
  z.strictObject({ style: z.literal('link'), ...shared }),
  z.strictObject({ style: z.literal('next-url'), ...shared, urlPath: fieldPath }),
  z.strictObject({ style: z.literal('none'), ...shared }),
]);
