import { Typography, type TypographyProps } from '@strapi/design-system';
import { useIntl } from 'react-intl';

interface ShortNumberProps extends Omit<TypographyProps, 'children'> {
  value: number;
}

/** A number that fits a table (12K), with the exact one on hover. */
export const ShortNumber = ({ value, ...props }: ShortNumberProps) => {
  const { formatNumber } = useIntl();
  return (
    <Typography textColor="neutral800" title={formatNumber(value)} {...props}>
      {formatNumber(value, { notation: 'compact', maximumFractionDigits: 1 })}
    </Typography>
  );
};
