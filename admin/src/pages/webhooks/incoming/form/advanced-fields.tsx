import { Box, Checkbox, Field, Flex, NumberInput, Typography } from '@strapi/design-system';

import { useText } from '../../../../hooks/use-text';
import type { SourceForm } from './source-form';

type Advanced = Pick<SourceForm, 'publicUrl' | 'rateLimit' | 'isOrdered' | 'isActive'>;

interface AdvancedFieldsProps {
  values: Advanced;
  errorOf: (path: string) => string | undefined;
  onChange: (changes: Partial<Advanced>) => void;
}

/** What most sources never change: the address behind a proxy, the pace, the order. */
export const AdvancedFields = ({ values, errorOf, onChange }: AdvancedFieldsProps) => {
  const t = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Field.Root error={errorOf('publicUrl')} hint={t('incoming.form.public-url-hint')}>
        <Field.Label>{t('incoming.form.public-url')}</Field.Label>
        <Field.Input
          name="publicUrl"
          type="url"
          inputMode="url"
          value={values.publicUrl}
          placeholder="https://example.com/api/integration-builder/in/shop"
          onChange={(event) => onChange({ publicUrl: event.currentTarget.value })}
        />
        <Field.Hint />
        <Field.Error />
      </Field.Root>
      <Field.Root error={errorOf('rateLimit')} hint={t('incoming.form.rate-hint')}>
        <Field.Label>{t('incoming.form.rate')}</Field.Label>
        <NumberInput
          name="rateLimit"
          value={values.rateLimit ?? undefined}
          placeholder={t('incoming.form.rate-default')}
          onValueChange={(rateLimit) => onChange({ rateLimit: rateLimit ?? null })}
        />
        <Field.Hint />
        <Field.Error />
      </Field.Root>
      <Box>
        <Checkbox
          checked={values.isOrdered}
          onCheckedChange={(isChecked) => onChange({ isOrdered: isChecked === true })}
        >
          {t('incoming.form.ordered')}
        </Checkbox>
        <Typography tag="p" variant="pi" textColor="neutral600" paddingTop={1}>
          {t('incoming.form.ordered-hint')}
        </Typography>
      </Box>
      <Box>
        <Checkbox
          checked={values.isActive}
          onCheckedChange={(isChecked) => onChange({ isActive: isChecked === true })}
        >
          {t('incoming.form.active')}
        </Checkbox>
        <Typography tag="p" variant="pi" textColor="neutral600" paddingTop={1}>
          {t('incoming.form.active-hint')}
        </Typography>
      </Box>
    </Flex>
  );
};
