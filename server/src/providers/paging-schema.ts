import { z } from 'zod';

/** How a listing is divided into pages: the type `Paging`. */
export const pagingSchema = z
  .object({
    recordsPath: z.string(),
    sizeParam: z.string().optional(),
    pageSize: z.number().int().positive().optional(),
  })
  .and(
    z.discriminatedUnion('style', [
      z.object({ style: z.literal('cursor'), cursorParam: z.string(), cursorPath: z.string() }),
      z.object({
        style: z.literal('last-record'),
        cursorParam: z.string(),
        idPath: z.string(),
        hasMorePath: z.string(),
      }),
      z.object({
        style: z.literal('offset'),
        offsetParam: z.string(),
        totalPath: z.string().optional(),
      }),
      z.object({
        style: z.literal('page'),
        pageParam: z.string(),
        firstPage: z.number().int().nonnegative(),
        totalPagesPath: z.string().optional(),
      }),
      z.object({ style: z.literal('link') }),
      z.object({ style: z.literal('next-url'), urlPath: z.string() }),
    ]),
  );
