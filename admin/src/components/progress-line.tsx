import { Button, Flex, ProgressBar, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { useNow } from '../hooks/use-now';
import { useText } from '../hooks/use-text';
import { useDuration } from '../hooks/use-duration';
import { paceOf } from './pace';

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
  const pace = paceOf(done, total, useNow() - new Date(startedAt).getTime());

  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Flex justifyContent="space-between" gap={4} wrap="wrap">
        <Typography fontWeight="semiBold" textColor="neutral800">
          {label}
        </Typography>
        <Flex gap={4}>
          <Typography variant="pi" textColor="neutral600" aria-live="polite">
            {t('progress.count', { done: formatNumber(done), total: formatNumber(total) })}
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
      <ProgressBar
        value={done}
        max={Math.max(1, total)}
        aria-label={label}
        // The design system's own width is fixed; here the bar is a line of a card.
        style={{ width: '100%' }}
      />
    </Flex>
  );
};
