import * as React from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { Play } from '@strapi/icons';

import type { Trial, TrialResult } from '../../../api/builder-contracts';
import { Panel } from '../../../components/panel';
import { TextField } from '../../../components/text-field';
import { useText } from '../../../hooks/use-text';
import { parametersIn } from './records-form';
import { RequestText } from './request-text';
import type { StepProps } from './step-props';
import { TrialAnswer } from './trial-answer';
import { TrialCredentialFields } from './trial-credential-fields';
import { isAccessReady } from './trial-request';

interface TrialPanelProps extends Pick<StepProps, 'form' | 'connections' | 'trial'> {
  request: Trial;
  /** The field of the form that the request is about: an answer to another one is not shown. */
  purpose: string;
  onAnswer?: (result: TrialResult) => void;
  /** What the answer has shown. */
  children?: React.ReactNode;
}

/** The request that the form beside it describes, sent for once, and what comes back. */
export const TrialPanel = ({
  form,
  connections,
  trial,
  request,
  purpose,
  onAnswer,
  children,
}: TrialPanelProps) => {
  const t = useText();
  const [values, setValues] = React.useState<Record<string, string>>({});
  const parameters = parametersIn(request.path);
  const filled = parameters.length > 0 ? { ...request, parameters: values } : request;
  const isReady =
    isAccessReady(form.auth.kind, trial.access) &&
    request.path.startsWith('/') &&
    parameters.every((name) => values[name]);
  const answer = trial.tried?.purpose === purpose ? trial.tried : undefined;

  const ask = async () => {
    const result = await trial.run(filled, purpose);
    if (result) onAnswer?.(result);
  };

  const askByKeyboard = (event: React.KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    // The form around is not to be sent with it.
    event.preventDefault();
    if (isReady) void ask();
  };

  return (
    <Box onKeyDown={askByKeyboard}>
      <Panel title={t('builder.trial')} description={t('builder.trial-text')}>
        <TrialCredentialFields form={form} connections={connections} trial={trial} />
        {parameters.map((name) => (
          <TextField
            key={name}
            name={`trial.${name}`}
            label={t('builder.trial.value', { name })}
            value={values[name] ?? ''}
            maxLength={500}
            isRequired
            onChange={(value) => setValues({ ...values, [name]: value })}
          />
        ))}
        <RequestText form={form} trial={filled} />
        <Flex gap={3} wrap="wrap">
          <Button
            type="button"
            variant="secondary"
            startIcon={<Play />}
            loading={trial.isTrying}
            disabled={!isReady}
            onClick={ask}
          >
            {t('builder.trial.ask')}
          </Button>
          {!isReady && (
            <Typography variant="pi" textColor="neutral600">
              {t('builder.trial.incomplete')}
            </Typography>
          )}
        </Flex>
        {answer && children}
        {answer && <TrialAnswer result={answer.result} error={answer.error} />}
      </Panel>
    </Box>
  );
};
