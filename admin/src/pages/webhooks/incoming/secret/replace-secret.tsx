import * as React from 'react';
import { Typography } from '@strapi/design-system';

import type { Source } from '../../../../api/incoming-contracts';
import { useSetIntegrationSourceSecretMutation } from '../../../../api/sources';
import { FormDialog } from '../../../../components/form-dialog';
import { OverlapChoice, OVERLAPS, type Overlap } from '../../../../components/overlap-choice';
import { useRun } from '../../../../hooks/use-run';
import { useText } from '../../../../hooks/use-text';
import { SecretField } from '../form/secret-field';

interface ReplaceSecretProps {
  source: Source;
  onClose: () => void;
}

/** Takes a new secret, with a time in which what the old one signed is still accepted. */
export const ReplaceSecret = ({ source, onClose }: ReplaceSecretProps) => {
  const t = useText();
  const run = useRun();
  const [replace, { isLoading }] = useSetIntegrationSourceSecretMutation();
  const [secret, setSecret] = React.useState('');
  const [overlap, setOverlap] = React.useState<Overlap>('day');

  const handleSubmit = async () => {
    const request = { id: source.id, secret: secret.trim(), overlapMs: OVERLAPS[overlap] };
    if (await run(replace(request), t('incoming.secret.replaced'))) onClose();
  };

  return (
    <FormDialog
      title={t('incoming.secret.replace')}
      text={t('incoming.secret.replace-text')}
      submitLabel={t('action.save')}
      isRunning={isLoading}
      isDisabled={secret.trim() === ''}
      onSubmit={handleSubmit}
      onClose={onClose}
    >
      <SecretField provider={source.provider} value={secret} onChange={setSecret} />
      <Typography tag="p" fontWeight="bold">
        {t('incoming.secret.overlap')}
      </Typography>
      <OverlapChoice label={t('incoming.secret.overlap')} value={overlap} onChange={setOverlap} />
      <Typography tag="p" variant="pi" textColor={overlap === 'none' ? 'danger600' : 'neutral600'}>
        {t(
          overlap === 'none' ? 'incoming.secret.overlap-none-text' : 'incoming.secret.overlap-text',
        )}
      </Typography>
    </FormDialog>
  );
};
