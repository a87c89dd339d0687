import { Box, Button, Flex } from '@strapi/design-system';
import { Check } from '@strapi/icons';

import { useText } from '../hooks/use-text';

interface StepperProps<Step extends string> {
  steps: readonly Step[];
  nameOf: (step: Step) => string;
  current: Step;
  /** Whether a step can be gone to. */
  isOpen: (step: Step) => boolean;
  onGo: (step: Step) => void;
}

/** The steps of a guide: where one is, what is done, and what can be gone to. */
export const Stepper = <Step extends string>({
  steps,
  nameOf,
  current,
  isOpen,
  onGo,
}: StepperProps<Step>) => {
  const t = useText();
  const place = steps.indexOf(current);
  return (
    <Box tag="nav" aria-label={t('steps.label')}>
      <Flex tag="ol" gap={1} wrap="wrap">
        {steps.map((step, at) => (
          <li key={step}>
            <Button
              type="button"
              size="S"
              variant={step === current ? 'secondary' : 'ghost'}
              aria-current={step === current ? 'step' : undefined}
              startIcon={at < place ? <Check aria-hidden /> : undefined}
              disabled={!isOpen(step)}
              onClick={() => onGo(step)}
            >
              {t('steps.numbered', { number: at + 1, name: nameOf(step) })}
            </Button>
          </li>
        ))}
      </Flex>
    </Box>
  );
};
