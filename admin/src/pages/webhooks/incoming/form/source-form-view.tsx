import * as React from 'react';
import { Box, Button, Flex } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';

import type { ProviderInfo, Source } from '../../../../api/incoming-contracts';
import { Notice } from '../../../../components/notice';
import { UnsavedGuard } from '../../../../components/unsaved-guard';
import { useFormProblems } from '../../../../hooks/use-form-problems';
import { useText } from '../../../../hooks/use-text';
import { LIST_ADDRESS, sourceAddress } from '../addresses';
import {
  checkSource,
  EMPTY_SOURCE,
  SHOWN_SOURCE_FIELD,
  toSourceForm,
  type SourceForm,
} from './source-form';
import { SourceFormFields } from './source-form-fields';
import { useSaveSource } from './use-save-source';

interface SourceFormViewProps {
  providers: ProviderInfo[];
  /** What is changed; absent for a new source. */
  source?: Source;
}

/** The form of one source, from what is loaded to what is stored. */
export const SourceFormView = ({ providers, source }: SourceFormViewProps) => {
  const t = useText();
  const navigate = useNavigate();
  const isNew = source === undefined;
  const [initial] = React.useState<SourceForm>(() =>
    source
      ? toSourceForm(source, providers.find(({ id }) => id === source.provider) ?? null)
      : EMPTY_SOURCE,
  );
  const [form, setForm] = React.useState(initial);
  const { errorOf, forget, otherErrors, check, showServerError, formRef } =
    useFormProblems<SourceForm>({
      check: (checked) => checkSource(checked, isNew),
      shownField: SHOWN_SOURCE_FIELD,
    });
  const { save, savedId, isSaving } = useSaveSource(
    source && { source, form: initial },
    showServerError,
  );
  const isChanged = JSON.stringify(form) !== JSON.stringify(initial);

  // Leaving is allowed only once the form knows that it is saved.
  React.useEffect(() => {
    if (savedId !== undefined) navigate(sourceAddress(savedId), { replace: isNew });
  }, [savedId, isNew, navigate]);

  const handleSubmit = async (event: React.FormEvent) => {
    event.preventDefault();
    if (check(form)) await save(form);
  };

  return (
    <Page.Main>
      <Box tag="form" ref={formRef} onSubmit={handleSubmit} noValidate>
        <Layouts.Header
          title={
            source ? t('form.edit-title', { name: source.name }) : t('incoming.form.create-title')
          }
          subtitle={t('incoming.form.subtitle')}
          navigationAction={
            <BackButton fallback={source ? sourceAddress(source.id) : LIST_ADDRESS} />
          }
          primaryAction={
            <Button type="submit" startIcon={<Check />} loading={isSaving}>
              {t(source ? 'action.save' : 'form.create')}
            </Button>
          }
        />
        <Layouts.Content>
          <Flex direction="column" alignItems="stretch" gap={4}>
            {otherErrors.length > 0 && (
              <Notice variant="danger" title={t('form.not-saved')}>
                {otherErrors.join(' ')}
              </Notice>
            )}
            <SourceFormFields
              form={form}
              {...(source && { stored: source })}
              providers={providers}
              errorOf={errorOf}
              onChange={(changes) => {
                forget(Object.keys(changes));
                setForm((previous) => ({ ...previous, ...changes }));
              }}
            />
          </Flex>
        </Layouts.Content>
      </Box>
      <UnsavedGuard isActive={isChanged && savedId === undefined} />
    </Page.Main>
  );
};
