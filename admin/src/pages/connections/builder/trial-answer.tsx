import { Flex, Typography } from '@strapi/design-system';

import type { TrialResult } from '../../../api/builder-contracts';
import { Notice } from '../../../components/notice';
import { RawText } from '../../../components/raw-text';
import { StatusBadge } from '../../../components/status-badge';
import { useDuration } from '../../../hooks/use-duration';
import { useErrorText } from '../../../hooks/use-server-words';
import { useText } from '../../../hooks/use-text';

const Answer = ({ result }: { result: TrialResult }) => {
  const t = useText();
  const duration = useDuration();
  const { isSuccessful, status, problem, body, isCut, durationMs } = result;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Flex role="status" direction="column" alignItems="flex-start" gap={2}>
        <StatusBadge variant={isSuccessful ? 'success' : 'danger'}>
          {status === null
            ? t('builder.answer.none')
            : t('builder.answer.status', {
                status: String(status),
                duration: duration(durationMs),
              })}
        </StatusBadge>
        {problem !== null && <Typography textColor="neutral800">{problem}</Typography>}
      </Flex>
      {body !== '' && <RawText text={body} label={t('builder.answer.body')} isExact />}
      {isCut && (
        <Typography variant="pi" textColor="neutral600">
          {t('builder.answer.cut')}
        </Typography>
      )}
    </Flex>
  );
};

interface TrialAnswerProps {
  result: TrialResult | undefined;
  error: unknown;
}

/** What came back of a trial: the answer, or why none was asked for. */
export const TrialAnswer = ({ result, error }: TrialAnswerProps) => {
  const t = useText();
  const errorText = useErrorText();
  if (error !== undefined) {
    return (
      <Notice variant="danger" title={t('builder.trial.refused')}>
        {errorText(error)}
      </Notice>
    );
  }
  return result ? <Answer result={result} /> : null;
};
