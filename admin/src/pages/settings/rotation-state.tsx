import { Flex, Loader, Typography } from '@strapi/design-system';

import type { EncryptionInfo } from '../../api/connection-contracts';
import { Notice } from '../../components/notice';
import { RelativeTime } from '../../components/relative-time';
import { useText } from '../../hooks/use-text';
import { rotationResult } from './rotation-result';

type Rotation = NonNullable<EncryptionInfo['rotation']>;

/** How far the change to the current key is, or how it ended and what to do then. */
export const RotationState = ({ rotation }: { rotation: Rotation }) => {
  const t = useText();
  const { scanned, rotated, failed, finishedAt } = rotation;
  const counts = t('encryption.rotation.counts', { scanned, rotated, failed });
  if (rotation.state === 'running') {
    return (
      <Notice
        variant="info"
        title={t('encryption.rotation.running')}
        action={<Loader small>{t('encryption.rotation.running')}</Loader>}
      >
        <Typography aria-live="polite">{counts}</Typography>
      </Notice>
    );
  }
  const { variant, key } = rotationResult(rotation);
  return (
    <Notice variant={variant} title={t(`${key}.title`)}>
      <Flex direction="column" alignItems="flex-start" gap={1}>
        <Typography tag="p">{t(key)}</Typography>
        <Typography tag="p" variant="pi" textColor="neutral600">
          {counts}{' '}
          {finishedAt && <RelativeTime at={finishedAt} variant="pi" textColor="neutral600" />}
        </Typography>
      </Flex>
    </Notice>
  );
};
