import { AccessStep } from './access-step';
import type { Step } from './provider-checks';
import { RecordsStep } from './records-step';
import { ServiceStep } from './service-step';
import type { StepProps } from './step-props';
import { WritingStep } from './writing-step';

const VIEWS: Record<Step, React.ComponentType<StepProps>> = {
  service: ServiceStep,
  access: AccessStep,
  records: RecordsStep,
  writing: WritingStep,
};

/** The fields of a step of a service's description. */
export const StepView = ({ step, ...props }: StepProps & { step: Step }) => {
  const View = VIEWS[step];
  return <View {...props} />;
};
