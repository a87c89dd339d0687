import type { JobForm } from './job-form';
import type { JobSurroundings } from './use-job-surroundings';

/** What every step of a job's form is given. */
export interface StepProps {
  form: JobForm;
  surroundings: JobSurroundings;
  /** Whether the job is stored already: what it keeps alike stays then. */
  isStored: boolean;
  errorOf: (path: string) => string | undefined;
  onChange: (changes: Partial<JobForm>) => void;
}
