import * as React from 'react';
import { Button, Flex } from '@strapi/design-system';
import { ArrowsCounterClockwise } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';

import type { EncryptionInfo } from '../../api/connection-contracts';
import {
  useCancelIntegrationRotationMutation,
  useGetIntegrationEncryptionQuery,
  useRotateIntegrationEncryptionMutation,
} from '../../api/connections';
import { ConfirmAction } from '../../components/confirm-action';
import { CopyableText } from '../../components/copyable-text';
import { KeyValueText } from '../../components/key-value-text';
import { Notice } from '../../components/notice';
import { PageError } from '../../components/page-error';
import { Panel } from '../../components/panel';
import { Skeleton } from '../../components/skeleton';
import { StatusBadge } from '../../components/status-badge';
import { useBusyPolling } from '../../hooks/use-busy-polling';
import { useRun } from '../../hooks/use-run';
import { useText } from '../../hooks/use-text';
import { PERMISSIONS } from '../../permissions';
import { RotationState } from './rotation-state';

/** Which key encrypts, and whether it opens what is stored. */
const KeyPanel = ({ info }: { info: EncryptionInfo }) => {
  const t = useText();
  const { isReady, problem, currentKeyId } = info;
  const label = t('encryption.current-key');
  return (
    <Panel title={t('encryption.key')} description={t('encryption.key-text')}>
      <KeyValueText
        entries={[
          [
            label,
            currentKeyId === null ? (
              t('encryption.no-key')
            ) : (
              <CopyableText key="id" value={currentKeyId} label={label} />
            ),
          ],
          [
            t('deliveries.column.state'),
            <StatusBadge key="state" variant={isReady ? 'success' : 'danger'}>
              {t(isReady ? 'encryption.ready' : 'encryption.not-ready')}
            </StatusBadge>,
          ],
        ]}
      />
      {problem !== null && (
        <Notice variant="danger" title={t(`encryption.problem.${problem}`)}>
          {t(`status.encryption.${problem}`)}
        </Notice>
      )}
    </Panel>
  );
};

/** Encrypts everything anew with the current key, after which the older ones are not needed any more. */
const RotationPanel = ({ info }: { info: EncryptionInfo }) => {
  const t = useText();
  const run = useRun();
  const [rotate] = useRotateIntegrationEncryptionMutation();
  const [cancel] = useCancelIntegrationRotationMutation();
  const [isAsking, setIsAsking] = React.useState(false);
  const { isReady, rotation, secretCount, outdatedCount } = info;
  return (
    <Panel
      title={t('encryption.rotate')}
      description={t('encryption.rotate-text')}
      action={
        isReady &&
        rotation?.state !== 'running' && (
          <Button startIcon={<ArrowsCounterClockwise />} onClick={() => setIsAsking(true)}>
            {t('encryption.rotate-start')}
          </Button>
        )
      }
    >
      {isReady && outdatedCount > 0 && rotation?.state !== 'running' && (
        <Notice variant="warning" title={t('encryption.outdated.title', { count: outdatedCount })}>
          {t('encryption.outdated')}
        </Notice>
      )}
      {rotation && (
        <RotationState
          rotation={rotation}
          secretCount={secretCount}
          onCancel={() => run(cancel())}
        />
      )}
      <ConfirmAction
        isOpen={isAsking}
        title={t('encryption.rotate-title')}
        confirmLabel={t('encryption.rotate-start')}
        onClose={() => setIsAsking(false)}
        onConfirm={() => run(rotate())}
      >
        {t('encryption.rotate-ask', { count: secretCount })}
      </ConfirmAction>
    </Panel>
  );
};

const LoadedPage = () => {
  const t = useText();
  const { interval, setIsBusy } = useBusyPolling();
  const { data, error, refetch } = useGetIntegrationEncryptionQuery(undefined, {
    pollingInterval: interval,
    refetchOnMountOrArgChange: true,
  });
  const isRunning = data?.rotation?.state === 'running';
  React.useEffect(() => setIsBusy(isRunning), [isRunning, setIsBusy]);

  return (
    <Page.Main>
      <Layouts.Header title={t('encryption.title')} subtitle={t('encryption.subtitle')} />
      <Layouts.Content>
        {data ? (
          <Flex direction="column" alignItems="stretch" gap={5}>
            <KeyPanel info={data} />
            <RotationPanel info={data} />
          </Flex>
        ) : error ? (
          <PageError error={error} onRetry={refetch} />
        ) : (
          <Skeleton heights={['16rem', '16rem']} />
        )}
      </Layouts.Content>
    </Page.Main>
  );
};

/** The keys that encrypt what is secret, and the change to a new one. */
export const EncryptionPage = () => (
  <Page.Protect permissions={PERMISSIONS.rotateEncryption}>
    <LoadedPage />
  </Page.Protect>
);
