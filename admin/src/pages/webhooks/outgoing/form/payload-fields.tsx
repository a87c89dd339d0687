import {
  Field,
  Flex,
  MultiSelect,
  MultiSelectOption,
  Radio,
  Typography,
} from '@strapi/design-system';

import type { ContentTypeInfo, PayloadMode } from '../../../../api/outgoing-contracts';
import { useText } from '../../../../hooks/use-text';

interface PayloadFieldsProps {
  mode: PayloadMode;
  populate: Record<string, string[]>;
  /** The content types that the chosen events can send. */
  contentTypes: ContentTypeInfo[];
  onModeChange: (mode: PayloadMode) => void;
  onPopulateChange: (populate: Record<string, string[]>) => void;
}

/** How much of an entry is sent: its ids only, or all of it with the relations that are chosen here. */
export const PayloadFields = ({
  mode,
  populate,
  contentTypes,
  onModeChange,
  onPopulateChange,
}: PayloadFieldsProps) => {
  const t = useText();
  const expandable = contentTypes.filter(({ relations }) => relations.length > 0);

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Radio.Group
        value={mode}
        aria-label={t('form.payload.mode')}
        onValueChange={(value) => onModeChange(value === 'thin' ? 'thin' : 'full')}
      >
        <Flex direction="column" alignItems="flex-start" gap={2}>
          <Radio.Item value="full">{t('form.payload.full')}</Radio.Item>
          <Radio.Item value="thin">{t('form.payload.thin')}</Radio.Item>
        </Flex>
      </Radio.Group>
      {mode === 'full' && expandable.length === 0 && (
        <Typography variant="pi" textColor="neutral600">
          {t('form.payload.no-relations')}
        </Typography>
      )}
      {mode === 'full' &&
        expandable.map(({ uid, displayName, relations }) => (
          <Field.Root key={uid} hint={t('form.payload.populate-hint')}>
            <Field.Label>{t('form.payload.populate', { name: displayName })}</Field.Label>
            <MultiSelect
              withTags
              value={populate[uid] ?? []}
              placeholder={t('form.payload.populate-none')}
              onChange={(chosen) => {
                const { [uid]: _previous, ...others } = populate;
                onPopulateChange(chosen.length > 0 ? { ...others, [uid]: chosen } : others);
              }}
            >
              {relations.map((relation) => (
                <MultiSelectOption key={relation} value={relation}>
                  {relation}
                </MultiSelectOption>
              ))}
            </MultiSelect>
            <Field.Hint />
          </Field.Root>
        ))}
    </Flex>
  );
};
