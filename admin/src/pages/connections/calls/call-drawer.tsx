import { Flex, Modal, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { Call } from '../../../api/connection-contracts';
import { Drawer } from '../../../components/drawer';
import { EmptyState } from '../../../components/empty-state';
import { KeyValueText } from '../../../components/key-value-text';
import { Notice } from '../../../components/notice';
import { useExactTime } from '../../../components/relative-time';
import { Skeleton } from '../../../components/skeleton';
import { useByteCount } from '../../../hooks/use-byte-count';
import { useDuration } from '../../../hooks/use-duration';
import { useText } from '../../../hooks/use-text';
import { AttemptTable } from './attempt-table';
import { useCallWords } from './use-call-words';

const Content = ({ call }: { call: Call }) => {
  const t = useText();
  const exact = useExactTime();
  const duration = useDuration();
  const bytes = useByteCount();
  const words = useCallWords();
  const { formatNumber } = useIntl();
  const { method, host, path, status, error, cache, count } = call;
  const { variant, words: outcome } = words.outcome(call);

  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <Notice variant={variant === 'success' ? 'success' : 'danger'} title={outcome}>
        {error?.message}
      </Notice>
      <KeyValueText
        entries={[
          [t('connections.calls.column.call'), `${method} ${host}${path}`],
          [
            t('connections.calls.answer'),
            status === null ? t('attempt.no-answer') : String(status),
          ],
          [t('deliveries.column.when'), exact(call.at)],
          [t('connections.calls.column.caller'), words.caller(call.caller)],
          [t('deliveries.column.duration'), duration(call.durationMs)],
          [t('connections.calls.sent'), bytes(call.requestBytes)],
          [t('connections.calls.received'), bytes(call.responseBytes)],
          [t('connections.calls.cache'), t(`connections.calls.cache.${cache ?? 'none'}`)],
          ...(count > 1
            ? [[t('connections.calls.count'), formatNumber(count)] as [string, string]]
            : []),
          ...(error ? [[t('connections.calls.code'), error.code] as [string, string]] : []),
        ]}
      />
      <Flex
        tag="section"
        aria-label={t('attempt.title')}
        direction="column"
        alignItems="stretch"
        gap={3}
      >
        <Typography variant="delta" tag="h3">
          {t('attempt.title')}
        </Typography>
        <AttemptTable attempts={call.attempts} />
      </Flex>
    </Flex>
  );
};

interface CallDrawerProps {
  /** Undefined where the page of the log that is shown does not hold it. */
  call: Call | undefined;
  isLoading: boolean;
  onClose: () => void;
}

/** A call beside the log: what was asked, what came back, and each try of it. */
export const CallDrawer = ({ call, isLoading, onClose }: CallDrawerProps) => {
  const t = useText();
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Drawer aria-describedby={undefined}>
        <Modal.Header closeLabel={t('action.close')}>
          <Modal.Title>{t('connections.calls.column.call')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          {call ? (
            <Content call={call} />
          ) : isLoading ? (
            <Skeleton heights={['8rem', '20rem', '12rem']} />
          ) : (
            <EmptyState>{t('connections.calls.missing')}</EmptyState>
          )}
        </Modal.Body>
      </Drawer>
    </Modal.Root>
  );
};
