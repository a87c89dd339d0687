import type { VerificationProblem, VerificationStep } from './provider';

/** What a check found: the value that later checks need, or why it failed. */
export type Checked<Value> = { value: Value } | { problem: VerificationProblem };

/** Records a check. Gives back its value, or ends the verification where it failed. */
export type TakeStep = <Value>(check: VerificationStep['check'], checked: Checked<Value>) => Value;

/** Never leaves this file. One for all: it carries nothing, and a stack trace a refused request would cost time. */
const REFUSED = new Error('a check failed');

/** Runs the checks of a provider in their order, up to the first that fails, and tells what each found. */
export function verificationSteps(run: (takeStep: TakeStep) => void): VerificationStep[] {
  const steps: VerificationStep[] = [];
  const takeStep: TakeStep = (check, checked) => {
    if ('problem' in checked) {
      steps.push({ check, problem: checked.problem });
      throw REFUSED;
    }
    steps.push({ check, problem: null });
    return checked.value;
  };
  try {
    run(takeStep);
  } catch (error) {
    if (error !== REFUSED) throw error;
  }
  return steps;
}
