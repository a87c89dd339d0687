import * as React from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';
import { ArrowsCounterClockwise, Eye, EyeStriked } from '@strapi/icons';

import type { Endpoint } from '../../../../api/outgoing-contracts';
import { useRevealIntegrationSecretMutation } from '../../../../api/endpoints';
import { Panel } from '../../../../components/panel';
import { useExactTime } from '../../../../components/relative-time';
import { SecretText } from '../../../../components/secret-text';
import { StatusBadge } from '../../../../components/status-badge';
import { useRights } from '../../../../hooks/use-rights';
import { useRun } from '../../../../hooks/use-run';
import { useText } from '../../../../hooks/use-text';
import { RotateSecret } from './rotate-secret';
import { VerifyTabs } from './verify-tabs';

const Masked = ({ endpoint }: { endpoint: Endpoint }) => {
  const t = useText();
  const run = useRun();
  const [reveal, { isLoading }] = useRevealIntegrationSecretMutation();
  const [secret, setSecret] = React.useState<string>();

  if (secret !== undefined) {
    return (
      <Flex direction="column" alignItems="stretch" gap={3}>
        <SecretText label={t('secret.label')} value={secret} />
        <Flex>
          <Button
            variant="tertiary"
            startIcon={<EyeStriked />}
            onClick={() => setSecret(undefined)}
          >
            {t('secret.hide')}
          </Button>
        </Flex>
      </Flex>
    );
  }
  return (
    <Flex gap={4} wrap="wrap">
      <Typography textColor="neutral600" aria-label={t('secret.hidden')} role="img">
        ••••••••••••••••••••••••
      </Typography>
      <Button
        variant="tertiary"
        startIcon={<Eye />}
        loading={isLoading}
        onClick={async () => setSecret((await run(reveal(endpoint.id)))?.secret)}
      >
        {t('secret.reveal')}
      </Button>
    </Flex>
  );
};

/** What signs the deliveries of an endpoint: seeing it, changing it, and verifying with it. */
export const SecretTab = ({ endpoint }: { endpoint: Endpoint }) => {
  const t = useText();
  const exact = useExactTime();
  const { canRevealSecrets } = useRights();
  const [isRotating, setIsRotating] = React.useState(false);

  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <Panel
        title={t('secret.title')}
        description={t('secret.text')}
        action={
          canRevealSecrets && (
            <Button
              variant="secondary"
              startIcon={<ArrowsCounterClockwise />}
              onClick={() => setIsRotating(true)}
            >
              {t('secret.rotate')}
            </Button>
          )
        }
      >
        {canRevealSecrets ? (
          // A new secret hides itself again: what was revealed is no longer the one that signs.
          <Masked key={endpoint.secrets[0]?.createdAt} endpoint={endpoint} />
        ) : (
          <Typography textColor="neutral600">{t('secret.no-permission')}</Typography>
        )}
        {endpoint.publicKey && (
          <SecretText
            label={t('secret.public-key')}
            value={endpoint.publicKey}
            hint={t('secret.public-key-hint')}
          />
        )}
        <Flex
          tag="ul"
          direction="column"
          alignItems="flex-start"
          gap={2}
          aria-label={t('secret.valid')}
        >
          {endpoint.secrets.map(({ createdAt, expiresAt }) => (
            <Flex key={createdAt} tag="li">
              <StatusBadge variant={expiresAt ? 'warning' : 'success'}>
                {expiresAt
                  ? t('secret.until', { created: exact(createdAt), until: exact(expiresAt) })
                  : t('secret.current', { created: exact(createdAt) })}
              </StatusBadge>
            </Flex>
          ))}
        </Flex>
      </Panel>
      <Panel title={t('verify.title')} description={t('verify.text')}>
        <VerifyTabs {...endpoint} />
      </Panel>
      {isRotating && <RotateSecret endpoint={endpoint} onClose={() => setIsRotating(false)} />}
    </Flex>
  );
};
