import { Box, Flex, Radio, Typography } from '@strapi/design-system';

import type { ConflictField, Side } from '../../../api/sync-contracts';
import { ConstantInput } from '../../../components/constant-input';
import { useText } from '../../../hooks/use-text';
import { useSideWords } from '../use-side-words';
import { FieldValue } from '../field-value';
import { isMisfit, type FieldChoice } from './answer-form';
import { AgreedValue, ThreeColumns } from './three-values';

interface FieldQuestionProps {
  field: ConflictField;
  /** Of the other side; null where it is not known any more. */
  serviceName: string | null;
  /** Strapi's type of it. */
  type: string;
  choice: FieldChoice;
  onTake: (take: Side | 'other') => void;
  onText: (text: string) => void;
}

const TAKES = ['external', 'document', 'other'] as const;

/** One field that both sides have changed: both values, the one they last agreed on between them, and the choice. */
export const FieldQuestion = ({
  field,
  serviceName,
  type,
  choice,
  onTake,
  onText,
}: FieldQuestionProps) => {
  const t = useText();
  const sideWords = useSideWords(serviceName);
  const { take, text } = choice;
  const side = (name: Side, value: unknown) => (
    <Box
      borderColor={take === name ? 'primary600' : 'neutral200'}
      background={take === name ? 'primary100' : 'neutral0'}
      hasRadius
      padding={3}
    >
      <Radio.Item value={name}>{sideWords(name)}</Radio.Item>
      <Box paddingTop={1}>
        <FieldValue value={value} />
      </Box>
    </Box>
  );
  return (
    <Flex tag="section" aria-label={field.field} direction="column" alignItems="stretch" gap={2}>
      <Typography variant="delta" tag="h3">
        {field.field}
      </Typography>
      <Radio.Group
        aria-label={t('sync.conflict.counts', { field: field.field })}
        value={take ?? ''}
        onValueChange={(value) => {
          const taken = TAKES.find((one) => one === value);
          if (taken) onTake(taken);
        }}
      >
        <ThreeColumns>
          {side('external', field.external)}
          <AgreedValue value={field.base} />
          {side('document', field.document)}
        </ThreeColumns>
        <Box paddingTop={2}>
          <Radio.Item value="other">{t('sync.conflict.other')}</Radio.Item>
        </Box>
      </Radio.Group>
      {take === 'other' && (
        <ConstantInput
          label={t('sync.conflict.other-value', { field: field.field })}
          type={type}
          value={text}
          {...(isMisfit(choice, type) && { error: t('incoming.action.value-invalid') })}
          onChange={onText}
        />
      )}
    </Flex>
  );
};
