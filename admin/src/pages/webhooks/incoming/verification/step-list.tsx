import { Flex, Typography } from '@strapi/design-system';

import type { VerificationStep } from '../../../../api/incoming-contracts';
import { StatusBadge } from '../../../../components/status-badge';
import { useText } from '../../../../hooks/use-text';
import { useProblemWords } from './use-problem-words';

/** Why a check failed: what is wrong, what usually causes it, and what to do. */
const Problem = ({ problem }: { problem: NonNullable<VerificationStep['problem']> }) => {
  const { problem: sentence, cause, remedy } = useProblemWords()(problem);
  return (
    <Flex direction="column" alignItems="flex-start" gap={1} paddingLeft={5} paddingTop={1}>
      <Typography tag="p" fontWeight="bold" textColor="danger600">
        {sentence}
      </Typography>
      <Typography tag="p" textColor="neutral800">
        {cause}
      </Typography>
      <Typography tag="p" textColor="neutral800">
        {remedy}
      </Typography>
    </Flex>
  );
};

/** The checks of a request in their order, up to the first that failed. */
export const StepList = ({ steps }: { steps: VerificationStep[] }) => {
  const t = useText();
  return (
    <Flex tag="ol" direction="column" alignItems="flex-start" gap={2} style={{ listStyle: 'none' }}>
      {steps.map(({ check, problem }, index) => (
        <li key={index}>
          <StatusBadge variant={problem ? 'danger' : 'success'}>
            {t(problem ? `incoming.check.${check}.failed` : `incoming.check.${check}.passed`)}
          </StatusBadge>
          {problem && <Problem problem={problem} />}
        </li>
      ))}
    </Flex>
  );
};
