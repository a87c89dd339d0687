import { Button, Flex } from '@strapi/design-system';
import { ArrowLeft } from '@strapi/icons';
import type { ReactNode } from 'react';

import { useText } from '../hooks/use-text';

interface StepButtonsProps {
  /** Undefined at the first step. */
  onBack: (() => void) | undefined;
  /** What leads on. */
  children: ReactNode;
}

/** The row of buttons below a step of a guide. */
export const StepButtons = ({ onBack, children }: StepButtonsProps) => {
  const t = useText();
  return (
    <Flex justifyContent={onBack ? 'space-between' : 'flex-end'} gap={3} wrap="wrap">
      {onBack && (
        <Button type="button" variant="tertiary" startIcon={<ArrowLeft />} onClick={onBack}>
          {t('steps.back')}
        </Button>
      )}
      {children}
    </Flex>
  );
};
