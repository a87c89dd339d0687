import { Typography, type TypographyProps } from '@strapi/design-system';

import { ForeignText } from '../../components/foreign-text';
import { useText } from '../../hooks/use-text';
import { valueText } from './value-text';

interface FieldValueProps extends Pick<TypographyProps, 'textColor' | 'fontWeight'> {
  value: unknown;
}

/** The value of a field, as text whatever it is; what is empty says so. */
export const FieldValue = ({ value, textColor = 'neutral800', fontWeight }: FieldValueProps) => {
  const t = useText();
  const text = valueText(value);
  return (
    <Typography
      textColor={text === '' ? 'neutral600' : textColor}
      fontWeight={fontWeight}
      style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}
    >
      {text === '' ? t('sync.value.empty') : <ForeignText>{text}</ForeignText>}
    </Typography>
  );
};
