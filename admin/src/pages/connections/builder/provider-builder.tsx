import * as React from 'react';
import { Box, Button, Flex } from '@strapi/design-system';
import { ArrowRight, Check } from '@strapi/icons';
import { BackButton, Layouts, Page, useNotification } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';

import type { CustomProvider } from '../../../api/builder-contracts';
import { fieldErrorsOf } from '../../../api/server-error';
import { Notice } from '../../../components/notice';
import { StepButtons } from '../../../components/step-buttons';
import { Stepper } from '../../../components/stepper';
import { UnsavedGuard } from '../../../components/unsaved-guard';
import { useFormProblems } from '../../../hooks/use-form-problems';
import { useQueryState } from '../../../hooks/use-query-state';
import { useRights } from '../../../hooks/use-rights';
import { useText } from '../../../hooks/use-text';
import { CATALOGUE_ADDRESS, connectAddress } from '../addresses';
import {
  checkStep,
  furthestStep,
  isReachable,
  isStep,
  providerFieldOf,
  recordsOfField,
  SHOWN_PROVIDER_FIELD,
  stepOfField,
  STEPS,
  type Step,
} from './provider-checks';
import { newProviderForm, toProviderForm, type ProviderForm } from './provider-form';
import { StepView } from './step-view';
import { useSaveProvider } from './use-save-provider';
import { useTrial } from './use-trial';

interface ProviderBuilderProps {
  /** What is changed; absent for a new one. */
  stored?: CustomProvider;
}

/** A service as it is described, step by step, with the answers of its API beside the form. */
export const ProviderBuilder = ({ stored }: ProviderBuilderProps) => {
  const t = useText();
  const navigate = useNavigate();
  const { toggleNotification } = useNotification();
  const { canWriteConnections } = useRights();
  const [params, changeAddress] = useQueryState();
  const [initial] = React.useState(() =>
    stored ? toProviderForm(stored.definition) : newProviderForm(),
  );
  const [form, setForm] = React.useState<ProviderForm>(initial);
  const [chosen, setChosen] = React.useState(0);
  const [saved, setSaved] = React.useState<CustomProvider>();
  const trial = useTrial(form);

  const asked = params.get('step');
  const furthest = furthestStep(form);
  const step: Step = isStep(asked) && isReachable(asked, furthest) ? asked : STEPS[0];
  const next = STEPS[STEPS.indexOf(step) + 1];
  const previous = STEPS[STEPS.indexOf(step) - 1];
  const go = (to: Step) => changeAddress({ step: to });

  const { errorOf, forget, otherErrors, check, showServerError, formRef } =
    useFormProblems<ProviderForm>({
      check: (checked) => checkStep(step, checked),
      shownField: SHOWN_PROVIDER_FIELD,
      fieldOf: providerFieldOf,
    });
  const { save, isSaving } = useSaveProvider(stored, (error) => {
    showServerError(error);
    const [wrong] = Object.keys(fieldErrorsOf(error)).map(providerFieldOf);
    if (wrong === undefined) return;
    setChosen(recordsOfField(wrong) ?? chosen);
    go(stepOfField(wrong));
  });

  // Leaving is allowed only once the form knows that it is saved.
  React.useEffect(() => {
    if (!saved) return;
    const isToConnect = !stored && canWriteConnections;
    navigate(isToConnect ? connectAddress(saved.id) : CATALOGUE_ADDRESS, { replace: true });
  }, [saved, stored, canWriteConnections, navigate]);

  /** Looks at what is wrong first, and shows the records that it is in. */
  const isInOrder = (): boolean => {
    const [wrong = ''] = Object.keys(checkStep(step, form));
    setChosen(recordsOfField(wrong) ?? chosen);
    return check(form);
  };

  const handleSubmit = async (event: React.FormEvent) => {
    event.preventDefault();
    if (!isInOrder()) return;
    if (next) return go(next);
    const outcome = await save(form);
    if (!outcome) return;
    const { name } = outcome.definition;
    toggleNotification({ type: 'success', message: t('builder.saved', { name }) });
    setSaved(outcome);
  };

  const title = stored ? t('form.edit-title', { name: initial.name }) : t('builder.title');
  return (
    <Page.Main>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={t('builder.subtitle')}
        navigationAction={<BackButton fallback={CATALOGUE_ADDRESS} />}
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={5}>
          <Stepper
            steps={STEPS}
            nameOf={(one) => t(`builder.step.${one}`)}
            current={step}
            isOpen={(to) => isReachable(to, furthest)}
            onGo={go}
          />
          {otherErrors.length > 0 && (
            <Notice variant="danger" title={t('form.not-saved')}>
              {otherErrors.join(' ')}
            </Notice>
          )}
          <Box tag="form" ref={formRef} onSubmit={handleSubmit} noValidate>
            <Flex direction="column" alignItems="stretch" gap={6}>
              <StepView
                step={step}
                form={form}
                connections={stored?.connections ?? []}
                trial={trial}
                chosen={Math.min(chosen, form.records.length - 1)}
                onChoose={setChosen}
                errorOf={errorOf}
                onChange={(changes) => {
                  forget(Object.keys(changes));
                  setForm((before) => ({ ...before, ...changes }));
                }}
              />
              <StepButtons onBack={previous && (() => go(previous))}>
                <Button
                  type="submit"
                  {...(next ? { endIcon: <ArrowRight /> } : { startIcon: <Check /> })}
                  loading={isSaving}
                >
                  {t(next ? 'steps.next' : 'action.save')}
                </Button>
              </StepButtons>
            </Flex>
          </Box>
        </Flex>
      </Layouts.Content>
      <UnsavedGuard isActive={!saved && JSON.stringify(form) !== JSON.stringify(initial)} />
    </Page.Main>
  );
};
