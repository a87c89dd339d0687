import {
  Box,
  Checkbox,
  Field,
  Flex,
  Grid,
  NumberInput,
  SingleSelect,
  SingleSelectOption,
} from '@strapi/design-system';

import { useRights } from '../../../../hooks/use-rights';
import { useText } from '../../../../hooks/use-text';
import type { EndpointForm } from './endpoint-form';

type Advanced = Pick<
  EndpointForm,
  'rateLimit' | 'isOrdered' | 'isActive' | 'signatureKind' | 'signatureHeaders'
>;

interface AdvancedFieldsProps {
  values: Advanced;
  /** A new endpoint gets its first secret anyway; another kind for a stored one takes the right to make secrets. */
  isNew: boolean;
  rateLimitError?: string;
  onChange: (changes: Partial<Advanced>) => void;
}

/** What most endpoints never change: pace, order, and how deliveries are signed. */
export const AdvancedFields = ({
  values,
  isNew,
  rateLimitError,
  onChange,
}: AdvancedFieldsProps) => {
  const t = useText();
  const { canRevealSecrets } = useRights();
  const isKindFixed = !isNew && !canRevealSecrets;
  const kindHint = t(
    isKindFixed ? 'form.signature-kind.no-permission' : 'form.signature-kind.hint',
  );

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Grid.Root gap={4}>
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
          <Field.Root hint={isNew ? undefined : kindHint}>
            <Field.Label>{t('form.signature-kind')}</Field.Label>
            <SingleSelect
              value={values.signatureKind}
              disabled={isKindFixed}
              onChange={(kind) => onChange({ signatureKind: kind === 'v1a' ? 'v1a' : 'v1' })}
            >
              <SingleSelectOption value="v1">{t('form.signature-kind.v1')}</SingleSelectOption>
              <SingleSelectOption value="v1a">{t('form.signature-kind.v1a')}</SingleSelectOption>
            </SingleSelect>
            <Field.Hint />
          </Field.Root>
        </Grid.Item>
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
          <Field.Root hint={t('form.signature-headers.hint')}>
            <Field.Label>{t('form.signature-headers')}</Field.Label>
            <SingleSelect
              value={values.signatureHeaders}
              onChange={(headers) =>
                onChange({ signatureHeaders: headers === 'svix' ? 'svix' : 'webhook' })
              }
            >
              <SingleSelectOption value="webhook">
                webhook-id, webhook-timestamp, webhook-signature
              </SingleSelectOption>
              <SingleSelectOption value="svix">
                svix-id, svix-timestamp, svix-signature
              </SingleSelectOption>
            </SingleSelect>
            <Field.Hint />
          </Field.Root>
        </Grid.Item>
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
          <Field.Root error={rateLimitError} hint={t('form.rate.hint')}>
            <Field.Label>{t('form.rate')}</Field.Label>
            <NumberInput
              value={values.rateLimit ?? undefined}
              placeholder={t('form.rate.none')}
              onValueChange={(rateLimit) => onChange({ rateLimit: rateLimit ?? null })}
            />
            <Field.Hint />
            <Field.Error />
          </Field.Root>
        </Grid.Item>
      </Grid.Root>
      <Box>
        <Checkbox
          checked={values.isOrdered}
          onCheckedChange={(isChecked) => onChange({ isOrdered: isChecked === true })}
        >
          {t('form.ordered')}
        </Checkbox>
      </Box>
      <Box>
        <Checkbox
          checked={values.isActive}
          onCheckedChange={(isChecked) => onChange({ isActive: isChecked === true })}
        >
          {t('form.active')}
        </Checkbox>
      </Box>
    </Flex>
  );
};
