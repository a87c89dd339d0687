import { Button, Flex, ProgressBar, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import { useNow } from '../hooks/use-now';
import { useText } from '../hooks/use-text';
import { useDuration } from '../hooks/use-duration';
import { paceOf } from './pace';

/** As wide as its card, and in the colours of the page: the design system's own is made for pictures. */
const Bar = styled(ProgressBar)`
  width: 100%;
  background: ${({ theme }) => theme.colors.neutral200};

  > * {
    background: ${({ theme }) => theme.colors.primary600};
  }
`;

interface ProgressLineProps {
  label: string;
  done: number;
  total: number;
  /** ISO 8601. */
  startedAt: string;
  onCancel?: () => void;
}

/** Long work: a bar with count, rate and remaining time, and the button that cancels it. */
export const ProgressLine = ({ label, done, total, startedAt, onCancel }: ProgressLineProps) => {
  const t = useText();
  const { formatNumber } = useIntl();
  const duration = useDuration();
  const count = t('progress.count', { done: formatNumber(done), total: formatNumber(total) });
  const pace = paceOf(done, total, useNow() - new Date(startedAt).getTime());

  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Flex justifyContent="space-between" gap={4} wrap="wrap">
        <Typography fontWeight="semiBold" textColor="neutral800">
          {label}
        </Typography>
        <Flex gap={4}>
          <Typography variant="pi" textColor="neutral600" aria-live="polite">
            {count}
            {pace &&
              ` · ${t('progress.pace', {
                rate: formatNumber(pace.perSecond, { maximumFractionDigits: 1 }),
                remaining: duration(pace.remainingMs),
              })}`}
          </Typography>
          {onCancel && (
            <Button variant="tertiary" size="S" onClick={onCancel}>
              {t('action.cancel')}
            </Button>
          )}
        </Flex>
      </Flex>
      {/* In percent, as the design system draws it. */}
      <Bar
        value={Math.min(100, (done / Math.max(1, total)) * 100)}
        getValueLabel={() => count}
        aria-label={label}
      />
    </Flex>
  );
};
