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

/**
 * The messages of a ValidationError by the path of their field: `{ 'headers.0.name': '…' }`. Empty for every other
 * error.
 */
export const fieldErrorsOf = (error: unknown): Record<string, string> => {
  const details = isServerError(error)
    ? (error.details as { errors?: unknown } | undefined)
    : undefined;
  const errors: unknown[] = Array.isArray(details?.errors) ? details.errors : [];
  return Object.fromEntries(
    errors.flatMap((entry) => {
      const { path, message } = (entry ?? {}) as { path?: unknown; message?: unknown };
      return Array.isArray(path) && typeof message === 'string' ? [[path.join('.'), message]] : [];
    }),
  );
};
