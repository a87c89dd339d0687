import type { JobForm } from './job-form';

/** The beginnings of the paths under which problems of changed parts of the form are shown. */
export const changedFields = (changes: Partial<JobForm>): string[] =>
  Object.keys(changes).map((part) =>
    part.startsWith('brake') ? 'brake' : part.startsWith('failure') ? 'failureStop' : part,
  );
