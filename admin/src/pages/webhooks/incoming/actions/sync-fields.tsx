import { Field, Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';

import { useGetIntegrationJobsQuery } from '../../../../api/sync-jobs';
import { useRights } from '../../../../hooks/use-rights';
import { useText } from '../../../../hooks/use-text';
import type { ActionFieldsProps } from './entry-fields';

/** Which sync job an action runs, and where the event names the record that it is about. */
export const SyncFields = ({
  form,
  errorOf,
  onChange,
}: Pick<ActionFieldsProps, 'form' | 'errorOf' | 'onChange'>) => {
  const t = useText();
  const { canReadSync } = useRights();
  const { data: jobs } = useGetIntegrationJobsQuery(undefined, { skip: !canReadSync });
  const { jobId, recordPath } = form;

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Field.Root required error={errorOf('jobId')}>
        <Field.Label>{t('incoming.action.job')}</Field.Label>
        <SingleSelect
          value={jobId === null ? '' : String(jobId)}
          placeholder={t('incoming.action.choose')}
          disabled={!canReadSync}
          onChange={(id) => onChange({ jobId: Number(id) })}
        >
          {(jobs ?? []).map(({ id, name }) => (
            <SingleSelectOption key={id} value={String(id)}>
              {name}
            </SingleSelectOption>
          ))}
        </SingleSelect>
        <Field.Error />
      </Field.Root>
      {(!canReadSync || jobs?.length === 0) && (
        <Typography variant="pi" textColor="neutral600">
          {t(canReadSync ? 'incoming.action.job-none' : 'incoming.action.job-hidden')}
        </Typography>
      )}
      <Field.Root error={errorOf('recordPath')} hint={t('incoming.action.record-path-hint')}>
        <Field.Label>{t('incoming.action.record-path')}</Field.Label>
        <Field.Input
          value={recordPath}
          placeholder="data.object.id"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange({ recordPath: event.currentTarget.value })}
        />
        <Field.Hint />
        <Field.Error />
      </Field.Root>
    </Flex>
  );
};
