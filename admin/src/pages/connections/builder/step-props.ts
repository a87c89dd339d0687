import type { ProviderForm } from './provider-form';
import type { TrialRun } from './use-trial';
import type { ProviderConnection } from '../../../api/builder-contracts';

/** What every step of a service's description is given. */
export interface StepProps {
  form: ProviderForm;
  /** Accounts that are connected at the service as it is stored. */
  connections: readonly ProviderConnection[];
  trial: TrialRun;
  /** The kind of records that is being described. */
  chosen: number;
  onChoose: (chosen: number) => void;
  errorOf: (path: string) => string | undefined;
  onChange: (changes: Partial<ProviderForm>) => void;
}
