import * as React from 'react';
import { Typography } from '@strapi/design-system';

import type { Endpoint } from '../../../../api/outgoing-contracts';
import {
  useGetIntegrationEndpointImpactQuery,
  useRotateIntegrationSecretMutation,
} from '../../../../api/endpoints';
import { FormDialog } from '../../../../components/form-dialog';
import { OverlapChoice, OVERLAPS, type Overlap } from '../../../../components/overlap-choice';
import { useRun } from '../../../../hooks/use-run';
import { useText } from '../../../../hooks/use-text';
import { COUNT_LIMIT } from '../count-limit';
import { nameOf } from '../endpoint-name';
import { SecretDialog } from './secret-dialog';

interface RotateSecretProps {
  endpoint: Endpoint;
  onClose: () => void;
}

/** Makes a new secret, with a time in which the old one still signs, and shows it once. */
export const RotateSecret = ({ endpoint, onClose }: RotateSecretProps) => {
  const t = useText();
  const run = useRun();
  const [rotate, { isLoading }] = useRotateIntegrationSecretMutation();
  const { data: impact } = useGetIntegrationEndpointImpactQuery(endpoint.id);
  const pendingCount = impact?.pendingCount ?? 0;
  const [overlap, setOverlap] = React.useState<Overlap>('day');
  const [rotated, setRotated] = React.useState<Endpoint & { secret: string }>();

  if (rotated) {
    return (
      <SecretDialog
        title={t('secret.rotated', { name: nameOf(endpoint) })}
        endpoint={rotated}
        verificationKey={rotated.publicKey ?? rotated.secret}
        onClose={onClose}
      />
    );
  }
  return (
    <FormDialog
      title={t('secret.rotate-title')}
      text={t('secret.rotate-text')}
      submitLabel={t('secret.rotate')}
      isRunning={isLoading}
      onSubmit={async () =>
        setRotated(await run(rotate({ id: endpoint.id, overlapMs: OVERLAPS[overlap] })))
      }
      onClose={onClose}
    >
      <OverlapChoice label={t('secret.overlap')} value={overlap} onChange={setOverlap} />
      <Typography tag="p" variant="pi" textColor={overlap === 'none' ? 'danger600' : 'neutral600'}>
        {t(overlap === 'none' ? 'secret.overlap-none-text' : 'secret.overlap-text')}
      </Typography>
      {pendingCount > 0 && (
        <Typography tag="p">
          {pendingCount < COUNT_LIMIT
            ? t('secret.rotate-impact', { count: pendingCount })
            : t('secret.rotate-impact-many', { limit: COUNT_LIMIT })}
        </Typography>
      )}
    </FormDialog>
  );
};
