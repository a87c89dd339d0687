import { Flex, Typography } from '@strapi/design-system';

import type { EncryptionInfo } from '../../api/connection-contracts';
import { Notice } from '../../components/notice';
import { ProgressLine } from '../../components/progress-line';
import { RelativeTime } from '../../components/relative-time';
import { useText } from '../../hooks/use-text';
import { rotationResult } from './rotation-result';

interface RotationStateProps {
  rotation: NonNullable<EncryptionInfo['rotation']>;
  /** How many secrets there are. */
  secretCount: number;
  onCancel: () => void;
}

/** How far the change to the current key is, or how it ended and what to do then. */
export const RotationState = ({ rotation, secretCount, onCancel }: RotationStateProps) => {
  const t = useText();
  const { scanned, rotated, failed, startedAt, finishedAt } = rotation;
  if (rotation.state === 'running') {
    return (
      <ProgressLine
        label={t('encryption.rotation.running')}
        done={scanned}
        // Some may have come to be since they were counted.
        total={Math.max(secretCount, scanned)}
        startedAt={startedAt}
        onCancel={onCancel}
      />
    );
  }
  const { variant, key } = rotationResult(rotation);
  return (
    <Notice variant={variant} title={t(`${key}.title`)}>
      <Flex direction="column" alignItems="flex-start" gap={1}>
        <Typography tag="p">{t(key)}</Typography>
        <Typography tag="p" variant="pi" textColor="neutral600">
          {t('encryption.rotation.counts', { scanned, rotated, failed })}{' '}
          {finishedAt && <RelativeTime at={finishedAt} variant="pi" textColor="neutral600" />}
        </Typography>
      </Flex>
    </Notice>
  );
};
