import * as React from 'react';
import { Box, Button, Flex } from '@strapi/design-system';
import { ArrowRight } from '@strapi/icons';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';

import { fieldErrorsOf } from '../../../api/server-error';
import { useStartIntegrationRunMutation } from '../../../api/sync-runs';
import { Notice } from '../../../components/notice';
import { PagePlaceholder } from '../../../components/page-placeholder';
import { StepButtons } from '../../../components/step-buttons';
import { Stepper } from '../../../components/stepper';
import { UnsavedGuard } from '../../../components/unsaved-guard';
import { useFormProblems } from '../../../hooks/use-form-problems';
import { useQueryState } from '../../../hooks/use-query-state';
import { useRights } from '../../../hooks/use-rights';
import { useRun } from '../../../hooks/use-run';
import { useText } from '../../../hooks/use-text';
import { jobAddress, LIST_ADDRESS } from '../addresses';
import { changedFields } from './changed-fields';
import {
  checkStep,
  FORM_STEPS,
  furthestStep,
  isReachable,
  isStep,
  jobFieldOf,
  SHOWN_JOB_FIELD,
  stepOfField,
  STEPS,
  type Step,
} from './job-checks';
import type { JobForm } from './job-form';
import { PlanStep } from './plan-step';
import { StepView } from './step-view';
import { useNewJob } from './use-new-job';
import { useSaveJob } from './use-save-job';

/** The step to which the first field that the server did not take belongs; undefined where it names none. */
const stepOfError = (error: unknown): Step | undefined => {
  const shown = Object.keys(fieldErrorsOf(error))
    .map(jobFieldOf)
    .find((field) => SHOWN_JOB_FIELD.test(field));
  return shown === undefined ? undefined : stepOfField(shown);
};

/** A new job, step by step: what, where to, which fields, by which rules, when; and then what it would do. */
export const JobBuilder = () => {
  const t = useText();
  const tell = useRun();
  const navigate = useNavigate();
  const { canRunSync } = useRights();
  const [params, changeAddress] = useQueryState();
  const { form, change, surroundings, isReady, error, retry } = useNewJob();
  const [start, { isLoading: isStarting }] = useStartIntegrationRunMutation();
  const [leavingTo, setLeavingTo] = React.useState<number>();

  const { known } = surroundings;
  const jobId = Number(params.get('job'));
  const asked = params.get('step');
  const furthest = furthestStep(form, known);
  const formStep = FORM_STEPS.find((step) => step === asked && isReachable(step, furthest));
  const begun = isStep(asked) ? furthest : FORM_STEPS[0];
  const step: Step = asked === 'plan' && jobId > 0 ? 'plan' : (formStep ?? begun);

  const { errorOf, forget, otherErrors, check, showServerError, formRef } =
    useFormProblems<JobForm>({
      check: (checked) => (step === 'plan' ? {} : checkStep(step, checked, known)),
      shownField: SHOWN_JOB_FIELD,
      fieldOf: jobFieldOf,
    });
  const { saved, save, isSaving } = useSaveJob(undefined, (refused) => {
    showServerError(refused);
    const shown = stepOfError(refused);
    if (shown) changeAddress({ step: shown });
  });
  const isChanged = form.contentType !== '' && JSON.stringify(form) !== JSON.stringify(saved?.form);
  // The guide was opened anew: the job is stored, but what was entered is not here any more.
  const isResumed = jobId > 0 && !saved;

  // Leaving is allowed only once the form knows that it is saved.
  React.useEffect(() => {
    if (leavingTo !== undefined) navigate(jobAddress(leavingTo), { replace: true });
  }, [leavingTo, navigate]);

  const previous = STEPS[STEPS.indexOf(step) - 1];
  const go = (to: Step) => changeAddress({ step: to });

  const saveAndPlan = async () => {
    const id = await save(form, known);
    if (id === undefined) return;
    const run = canRunSync && (await tell(start({ jobId: id, kind: 'preview' })));
    // Without a plan to see, the job has a page of its own.
    if (!run) return setLeavingTo(id);
    changeAddress({ step: 'plan', job: String(id), run: String(run.id) });
  };

  const handleSubmit = async (event: React.FormEvent) => {
    event.preventDefault();
    if (step === 'plan' || !check(form)) return;
    const next = FORM_STEPS[FORM_STEPS.indexOf(step) + 1];
    if (next) go(next);
    else await saveAndPlan();
  };

  if (!isReady) {
    return <PagePlaceholder error={error} onRetry={retry} heights={['6rem', '4rem', '24rem']} />;
  }
  return (
    <Page.Main>
      <Page.Title>{t('sync.new.title')}</Page.Title>
      <Layouts.Header
        title={t('sync.new.title')}
        subtitle={t('sync.new.subtitle')}
        navigationAction={<BackButton fallback={LIST_ADDRESS} />}
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={5}>
          <Stepper
            steps={STEPS}
            nameOf={(one) => t(`sync.step.${one}`)}
            current={step}
            isOpen={(to) => (to === 'plan' ? jobId > 0 : !isResumed && isReachable(to, furthest))}
            onGo={go}
          />
          {otherErrors.length > 0 && (
            <Notice variant="danger" title={t('form.not-saved')}>
              {otherErrors.join(' ')}
            </Notice>
          )}
          {step === 'plan' ? (
            <PlanStep jobId={jobId} runId={Number(params.get('run'))} />
          ) : (
            <Box tag="form" ref={formRef} onSubmit={handleSubmit} noValidate>
              <Flex direction="column" alignItems="stretch" gap={6}>
                <StepView
                  step={step}
                  form={form}
                  surroundings={surroundings}
                  isStored={saved !== undefined}
                  errorOf={errorOf}
                  onChange={(changes) => {
                    forget(changedFields(changes));
                    change(changes);
                  }}
                />
                <StepButtons onBack={previous && (() => go(previous))}>
                  {surroundings.sources.length > 0 && (
                    <Button
                      type="submit"
                      endIcon={<ArrowRight />}
                      loading={surroundings.isDrafting || isSaving || isStarting}
                    >
                      {t(
                        step !== 'when'
                          ? 'steps.next'
                          : canRunSync
                            ? 'sync.steps.plan'
                            : 'form.create',
                      )}
                    </Button>
                  )}
                </StepButtons>
              </Flex>
            </Box>
          )}
        </Flex>
      </Layouts.Content>
      <UnsavedGuard isActive={isChanged && !isResumed && leavingTo === undefined} />
    </Page.Main>
  );
};
