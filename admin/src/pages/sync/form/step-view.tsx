import { FieldsStep } from './fields-step';
import type { FormStep } from './job-checks';
import { RulesStep } from './rules-step';
import type { StepProps } from './step-props';
import { WhatStep } from './what-step';
import { WhenStep } from './when-step';
import { WhereStep } from './where-step';

const VIEWS: Record<FormStep, React.ComponentType<StepProps>> = {
  what: WhatStep,
  where: WhereStep,
  fields: FieldsStep,
  rules: RulesStep,
  when: WhenStep,
};

/** The fields of a step of a job's form. */
export const StepView = ({ step, ...props }: StepProps & { step: FormStep }) => {
  const View = VIEWS[step];
  return <View {...props} />;
};
