type FormattableError = Extract<
  Parameters<
    ReturnType<typeof import('@strapi/strapi/admin').useAPIErrorHandler>['_unstableFormatAPIError']
  >[0],
  { details?: unknown }
>;

/** Whether a failed query or mutation carries an error of Strapi's API, which can be formatted for people. */
export const isServerError = (error: unknown): error is FormattableError =>
  typeof error === 'object' && error !== null && 'message' in error && 'name' in error;

/** HTTP status of a failed query; undefined where the server was not reached. */
export const statusOf = (error: unknown): number | undefined =>
  typeof error === 'object' &&
  error !== null &&
  'status' in error &&
  typeof error.status === 'number'
    ? error.status
    : undefined;

/** The stable `details.code` of an error of the plugin's admin API; undefined for every other error. */
export const codeOf = (error: unknown): string | undefined => {
  if (!isServerError(error)) return undefined;
  const { code } = (error.details ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
};

interface FieldProblem {
  message: string;
  /** Stable; undefined where the server has none for it. */
  code: string | undefined;
}

/**
 * What a ValidationError says by the path of its field: `{ 'headers.0.name': { message: '…' } }`. Empty for every other
 * error.
 */
export const fieldProblemsOf = (error: unknown): Record<string, FieldProblem> => {
  const details = isServerError(error)
    ? (error.details as { errors?: unknown } | undefined)
    : undefined;
  const errors: unknown[] = Array.isArray(details?.errors) ? details.errors : [];
  return Object.fromEntries(
    errors.flatMap((entry) => {
      const { path, message, code } = (entry ?? {}) as Record<string, unknown>;
      if (!Array.isArray(path) || typeof message !== 'string') return [];
      return [[path.join('.'), { message, code: typeof code === 'string' ? code : undefined }]];
    }),
  );
};

/** The messages alone. */
export const fieldErrorsOf = (error: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fieldProblemsOf(error)).map(([path, { message }]) => [path, message]),
  );
