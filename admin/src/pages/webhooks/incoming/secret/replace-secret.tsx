import * as React from 'react';
import { Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';

import type { Source } from '../../../../api/incoming-contracts';
import { useSetIntegrationSourceSecretMutation } from '../../../../api/sources';
import { FormDialog } from '../../../../components/form-dialog';
import { Notice } from '../../../../components/notice';
import { OverlapChoice, OVERLAPS, type Overlap } from '../../../../components/overlap-choice';
import { useFormProblems } from '../../../../hooks/use-form-problems';
import { useText } from '../../../../hooks/use-text';
import { SecretField } from '../form/secret-field';

interface ReplaceSecretProps {
  source: Source;
  onClose: () => void;
}

/** Takes a new secret, with a time in which what the old one signed is still accepted. */
export const ReplaceSecret = ({ source, onClose }: ReplaceSecretProps) => {
  const t = useText();
  const { toggleNotification } = useNotification();
  const [replace, { isLoading }] = useSetIntegrationSourceSecretMutation();
  const [secret, setSecret] = React.useState('');
  const [overlap, setOverlap] = React.useState<Overlap>('day');
  const { errorOf, otherErrors, forget, showServerError } = useFormProblems<string>({
    check: () => ({}),
    shownField: /^secret$/,
  });

  const handleSubmit = async () => {
    const request = { id: source.id, secret: secret.trim(), overlapMs: OVERLAPS[overlap] };
    const outcome = await replace(request);
    if ('error' in outcome) return showServerError(outcome.error);
    toggleNotification({ type: 'success', message: t('incoming.secret.replaced') });
    onClose();
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
      {otherErrors.length > 0 && (
        <Notice variant="danger" title={t('form.not-saved')}>
          {otherErrors.join(' ')}
        </Notice>
      )}
      <SecretField
        provider={source.provider}
        value={secret}
        error={errorOf('secret')}
        onChange={(changed) => {
          forget(['secret']);
          setSecret(changed);
        }}
      />
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
