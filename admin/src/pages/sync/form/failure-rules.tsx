import { Box, Field, Flex, NumberInput } from '@strapi/design-system';

import { useText } from '../../../hooks/use-text';
import type { StepProps } from './step-props';

/** How much may fail before a run stops. */
export const FailureRules = ({ form, errorOf, onChange }: StepProps) => {
  const t = useText();
  return (
    <Flex gap={4} alignItems="flex-start" wrap="wrap">
      <Box flex="1 1 16rem">
        <Field.Root error={errorOf('failureStop.count')}>
          <Field.Label>{t('sync.rules.failure-count')}</Field.Label>
          <NumberInput
            name="failureStop.count"
            value={form.failureCount ?? undefined}
            onValueChange={(count) => onChange({ failureCount: count ?? null })}
          />
          <Field.Error />
        </Field.Root>
      </Box>
      <Box flex="1 1 16rem">
        <Field.Root error={errorOf('failureStop.percent')}>
          <Field.Label>{t('sync.rules.failure-percent')}</Field.Label>
          <NumberInput
            name="failureStop.percent"
            value={form.failurePercent ?? undefined}
            onValueChange={(percent) => onChange({ failurePercent: percent ?? null })}
          />
          <Field.Error />
        </Field.Root>
      </Box>
    </Flex>
  );
};
