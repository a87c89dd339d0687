import * as React from 'react';
import { Box, Button, Flex } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';

import type { Job } from '../../../api/sync-contracts';
import { Notice } from '../../../components/notice';
import { PagePlaceholder } from '../../../components/page-placeholder';
import { UnsavedGuard } from '../../../components/unsaved-guard';
import { useFormProblems } from '../../../hooks/use-form-problems';
import { useText } from '../../../hooks/use-text';
import { jobTabAddress } from '../addresses';
import { changedFields } from './changed-fields';
import { checkJob, FORM_STEPS, jobFieldOf, SHOWN_JOB_FIELD } from './job-checks';
import { toJobForm, type JobForm } from './job-form';
import { StepView } from './step-view';
import { ownTimeZone } from './time-zones';
import { useJobSurroundings } from './use-job-surroundings';
import { useSaveJob } from './use-save-job';

/** A stored job as it is changed: what the guide has asked for, one below the other. */
export const JobEditor = ({ job }: { job: Job }) => {
  const t = useText();
  const navigate = useNavigate();
  const [initial] = React.useState(() => toJobForm(job, ownTimeZone()));
  const [form, setForm] = React.useState<JobForm>(initial);
  const [isSaved, setIsSaved] = React.useState(false);
  const { surroundings, isReady, error, retry } = useJobSurroundings(form);
  const { known } = surroundings;
  const address = jobTabAddress(job.id, 'settings');
  const { errorOf, forget, otherErrors, check, showServerError, formRef } =
    useFormProblems<JobForm>({
      check: (checked) => checkJob(checked, known),
      shownField: SHOWN_JOB_FIELD,
      fieldOf: jobFieldOf,
    });
  const { save, isSaving } = useSaveJob({ id: job.id, form: initial }, showServerError);

  // Leaving is allowed only once the form knows that it is saved.
  React.useEffect(() => {
    if (isSaved) navigate(address, { replace: true });
  }, [isSaved, address, navigate]);

  const handleSubmit = async (event: React.FormEvent) => {
    event.preventDefault();
    if (check(form) && (await save(form, known)) !== undefined) setIsSaved(true);
  };

  if (!isReady) {
    return <PagePlaceholder error={error} onRetry={retry} heights={['6rem', '24rem', '24rem']} />;
  }
  const title = t('form.edit-title', { name: job.name });
  return (
    <Page.Main>
      <Page.Title>{title}</Page.Title>
      <Box tag="form" ref={formRef} onSubmit={handleSubmit} noValidate>
        <Layouts.Header
          title={title}
          subtitle={t('sync.edit.subtitle')}
          navigationAction={<BackButton fallback={address} />}
          primaryAction={
            <Button type="submit" startIcon={<Check />} loading={isSaving}>
              {t('action.save')}
            </Button>
          }
        />
        <Layouts.Content>
          <Flex direction="column" alignItems="stretch" gap={6}>
            {otherErrors.length > 0 && (
              <Notice variant="danger" title={t('form.not-saved')}>
                {otherErrors.join(' ')}
              </Notice>
            )}
            {FORM_STEPS.map((step) => (
              <StepView
                key={step}
                step={step}
                form={form}
                surroundings={surroundings}
                isStored
                errorOf={errorOf}
                onChange={(changes) => {
                  forget(changedFields(changes));
                  setForm((previous) => ({ ...previous, ...changes }));
                }}
              />
            ))}
          </Flex>
        </Layouts.Content>
      </Box>
      <UnsavedGuard isActive={!isSaved && JSON.stringify(form) !== JSON.stringify(initial)} />
    </Page.Main>
  );
};
