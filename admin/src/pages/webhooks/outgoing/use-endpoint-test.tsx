import * as React from 'react';
import { Button, Typography } from '@strapi/design-system';
import { Link } from 'react-router-dom';

import type { DeliveryDetail, Endpoint } from '../../../api/outgoing-contracts';
import { useTestIntegrationEndpointMutation } from '../../../api/deliveries';
import { useDuration } from '../../../hooks/use-duration';
import { ModalDialog } from '../../../components/modal-dialog';
import { Notice } from '../../../components/notice';
import { RawText } from '../../../components/raw-text';
import { useRun } from '../../../hooks/use-run';
import { useText } from '../../../hooks/use-text';
import { deliveryAddress } from './addresses';
import { useAttemptError } from './deliveries/use-attempt-error';
import { nameOf } from './endpoint-name';

const TestResult = ({ delivery }: { delivery: DeliveryDetail }) => {
  const t = useText();
  const duration = useDuration();
  const describeError = useAttemptError();
  const attempt = delivery.attempts.at(-1);
  const isArrived = delivery.state === 'succeeded';

  return (
    <>
      <Notice
        variant={isArrived ? 'success' : 'danger'}
        title={t(isArrived ? 'test.arrived' : 'test.not-arrived')}
      >
        {attempt &&
          (describeError(attempt) ??
            t('test.answer', {
              status: attempt.statusCode,
              duration: duration(attempt.durationMs),
            }))}
      </Notice>
      {attempt && attempt.responseBody !== '' && (
        <>
          <Typography variant="delta" tag="h3">
            {t('attempt.response-body')}
          </Typography>
          <RawText text={attempt.responseBody} label={t('attempt.response-body')} />
        </>
      )}
    </>
  );
};

/** Sends a test event and shows at once what the receiver answered. */
export const useEndpointTest = () => {
  const t = useText();
  const run = useRun();
  const [test, { isLoading }] = useTestIntegrationEndpointMutation();
  const [testedId, setTestedId] = React.useState<number>();
  const [result, setResult] = React.useState<{ endpoint: Endpoint; delivery: DeliveryDetail }>();

  const start = async (endpoint: Endpoint) => {
    setTestedId(endpoint.id);
    const delivery = await run(test(endpoint.id));
    setTestedId(undefined);
    if (delivery) setResult({ endpoint, delivery });
  };

  const close = () => setResult(undefined);
  const dialog = result && (
    <ModalDialog
      title={t('test.title', { name: nameOf(result.endpoint) })}
      onClose={close}
      footer={
        <>
          <Button
            variant="tertiary"
            tag={Link}
            to={deliveryAddress(result.endpoint.id, result.delivery.id)}
            onClick={close}
          >
            {t('test.open')}
          </Button>
          <Button onClick={close}>{t('action.close')}</Button>
        </>
      }
    >
      <TestResult delivery={result.delivery} />
    </ModalDialog>
  );

  return { start, testedId: isLoading ? testedId : undefined, dialog };
};
