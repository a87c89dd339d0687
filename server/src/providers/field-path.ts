import { z } from 'zod';

/** Names that lead out of the data, into what every object inherits. */
const INHERITED = ['__proto__', 'constructor', 'prototype'];

const namesFieldsOnly = (path: string) =>
  path.split('.').every((name) => !INHERITED.includes(name));

/** Names of fields, joined by dots. */
export const fieldPath = z
  .string()
  .min(1)
  .max(300)
  .refine(namesFieldsOnly, 'expected names of fields in the data');

/** The same, or nothing for all of it. */
export const fieldPathOrAll = fieldPath.or(z.literal(''));
