import { Accordion, Box, Flex, Typography } from '@strapi/design-system';

import type { Attempt } from '../../../../api/outgoing-contracts';
import { useDuration } from '../../../../hooks/use-duration';
import { CopyableText } from '../../../../components/copyable-text';
import { KeyValueText } from '../../../../components/key-value-text';
import { RawText } from '../../../../components/raw-text';
import { useExactTime } from '../../../../components/relative-time';
import { StatusBadge } from '../../../../components/status-badge';
import { useText } from '../../../../hooks/use-text';
import { useAttemptError } from './use-attempt-error';

const Headers = ({ label, headers }: { label: string; headers: Record<string, string> }) => (
  <Flex direction="column" alignItems="stretch" gap={2}>
    <Typography variant="omega" fontWeight="bold" tag="h4">
      {label}
    </Typography>
    <KeyValueText entries={Object.entries(headers)} />
  </Flex>
);

const AttemptDetails = ({ attempt }: { attempt: Attempt }) => {
  const t = useText();
  const exact = useExactTime();
  const describeError = useAttemptError();
  const { responseHeaders, responseBody, responseBodyEncoding, isResponseTruncated } = attempt;
  const hasAnswer = attempt.statusCode !== null;

  return (
    <Flex direction="column" alignItems="stretch" gap={4} padding={4} background="neutral0">
      <Flex direction="column" alignItems="flex-start" gap={1}>
        <StatusBadge variant={attempt.outcome === 'succeeded' ? 'success' : 'danger'}>
          {describeError(attempt) ?? t('attempt.arrived')}
        </StatusBadge>
        <Typography variant="pi" textColor="neutral600">
          {exact(attempt.startedAt)} ·{' '}
          <CopyableText value={attempt.url} label={t('delivery.receiver')} />
        </Typography>
      </Flex>
      {hasAnswer && (
        <>
          <Flex direction="column" alignItems="stretch" gap={2}>
            <Typography variant="omega" fontWeight="bold" tag="h4">
              {t('attempt.response-body')}
            </Typography>
            {responseBody === '' ? (
              <Typography textColor="neutral600">{t('attempt.no-body')}</Typography>
            ) : (
              <RawText text={responseBody} label={t('attempt.response-body')} />
            )}
            {responseBodyEncoding === 'base64' && (
              <Typography variant="pi" textColor="neutral600">
                {t('attempt.base64')}
              </Typography>
            )}
            {isResponseTruncated && (
              <Typography variant="pi" textColor="neutral600">
                {t('attempt.truncated')}
              </Typography>
            )}
          </Flex>
          <Headers label={t('attempt.response-headers')} headers={responseHeaders} />
        </>
      )}
      <Headers label={t('attempt.request-headers')} headers={attempt.requestHeaders} />
    </Flex>
  );
};

/** The tries of a delivery, the newest first and open. */
export const AttemptList = ({ attempts }: { attempts: Attempt[] }) => {
  const t = useText();
  const duration = useDuration();
  const newestFirst = [...attempts].sort((a, b) => b.number - a.number);
  const [newest] = newestFirst;

  if (!newest) return <Typography textColor="neutral600">{t('attempt.none')}</Typography>;
  return (
    <Box>
      {/* Begun anew with each try, so that the newest one opens when it comes in. */}
      <Accordion.Root key={newest.id} defaultValue={String(newest.id)} collapsible>
        {newestFirst.map((attempt) => (
          <Accordion.Item key={attempt.id} value={String(attempt.id)}>
            <Accordion.Header>
              <Accordion.Trigger>
                {[
                  t('attempt.number', { number: attempt.number }),
                  attempt.statusCode === null ? t('attempt.no-answer') : String(attempt.statusCode),
                  duration(attempt.durationMs),
                ].join(' · ')}
              </Accordion.Trigger>
            </Accordion.Header>
            <Accordion.Content>
              <AttemptDetails attempt={attempt} />
            </Accordion.Content>
          </Accordion.Item>
        ))}
      </Accordion.Root>
    </Box>
  );
};
