import { Button, Typography } from '@strapi/design-system';

import type { Endpoint } from '../../../../api/outgoing-contracts';
import { ModalDialog } from '../../../../components/modal-dialog';
import { Notice } from '../../../../components/notice';
import { SecretText } from '../../../../components/secret-text';
import { useText } from '../../../../hooks/use-text';
import { VerifyTabs } from './verify-tabs';

interface SecretDialogProps {
  title: string;
  endpoint: Endpoint;
  /** What the receiver verifies with: the public key of a key pair, else the secret itself. */
  verificationKey: string;
  onClose: () => void;
}

/** Shows what a receiver needs to verify deliveries by a new secret, with code that does it. */
export const SecretDialog = ({ title, endpoint, verificationKey, onClose }: SecretDialogProps) => {
  const t = useText();
  const isKeyPair = endpoint.signatureKind === 'v1a';
  return (
    <ModalDialog
      title={title}
      isKeptOpen
      onClose={onClose}
      footer={
        <>
          <span />
          <Button onClick={onClose}>{t('secret.stored')}</Button>
        </>
      }
    >
      <Notice variant="warning" title={t('secret.once.title')}>
        {t(isKeyPair ? 'secret.once.text-key' : 'secret.once.text')}
      </Notice>
      <SecretText
        label={t(isKeyPair ? 'secret.public-key' : 'secret.label')}
        value={verificationKey}
      />
      <Typography variant="delta" tag="h3">
        {t('verify.title')}
      </Typography>
      <VerifyTabs {...endpoint} />
    </ModalDialog>
  );
};
