import { Button, Flex, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';

import { FieldProblem } from '../../../components/field-problem';
import { PageError } from '../../../components/page-error';
import { Panel } from '../../../components/panel';
import { Skeleton } from '../../../components/skeleton';
import { TwoColumns } from '../../../components/two-columns';
import { useText } from '../../../hooks/use-text';
import { PairFields } from './pair-fields';
import { EMPTY_ROW, type PairRow } from './pair-row';
import { SamplePanel } from './sample-panel';
import type { StepProps } from './step-props';

const PATH_LIST = 'integration-record-paths';

const Pairs = ({ form, surroundings, errorOf, onChange }: StepProps) => {
  const t = useText();
  const { rows, direction } = form;
  const { type, draft } = surroundings;
  const resourceFields = draft?.fields ?? [];
  const fields = type?.fields ?? [];
  const change = (place: number, changes: Partial<PairRow>) =>
    onChange({ rows: rows.map((row, at) => (at === place ? { ...row, ...changes } : row)) });
  const missing = fields.filter(
    ({ name, isRequired }) => isRequired && !rows.some(({ field }) => field === name),
  );

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <datalist id={PATH_LIST}>
        {resourceFields.map(({ path, label }) => (
          <option key={path} value={path} label={label} />
        ))}
      </datalist>
      {rows.map((row, place) => (
        <PairFields
          key={place}
          row={row}
          place={place}
          direction={direction}
          resourceFields={resourceFields}
          fields={fields.filter(
            ({ name }) => name === row.field || !rows.some(({ field }) => field === name),
          )}
          areExpressionsEnabled={draft?.areExpressionsEnabled === true}
          list={PATH_LIST}
          errorOf={errorOf}
          onChange={(changes) => change(place, changes)}
          onRemove={() => onChange({ rows: rows.filter((_row, at) => at !== place) })}
        />
      ))}
      <Flex gap={3} wrap="wrap">
        <Button
          type="button"
          variant="secondary"
          startIcon={<Plus />}
          onClick={() => onChange({ rows: [...rows, EMPTY_ROW] })}
        >
          {t('sync.fields.add')}
        </Button>
        {missing.length > 0 && direction !== 'export' && (
          <Typography variant="pi" fontWeight="semiBold" textColor="neutral800">
            {t('sync.fields.missing', { names: missing.map(({ name }) => name).join(', ') })}
          </Typography>
        )}
      </Flex>
      {(type?.refused ?? []).map(({ name, reason }) => (
        <Typography key={name} variant="pi" textColor="neutral600">
          {t(`sync.fields.refused.${reason}`, { name })}
        </Typography>
      ))}
      <FieldProblem>{errorOf('rows')}</FieldProblem>
    </Flex>
  );
};

/** Which place in a record goes with which field of an entry, with real records beside it. */
export const FieldsStep = (props: StepProps) => {
  const t = useText();
  const { form, surroundings, isStored } = props;
  const { draft, draftError, retryDraft } = surroundings;
  return (
    <TwoColumns side={draft && <SamplePanel form={form} surroundings={surroundings} />}>
      <Panel title={t('incoming.action.mapping')} description={t('sync.fields.text')}>
        {draft ? (
          <Pairs {...props} />
        ) : draftError ? (
          <Flex direction="column" alignItems="stretch" gap={4}>
            <PageError error={draftError} onRetry={retryDraft} />
            {/* What is stored can still be mended where the service does not say what it has. */}
            {isStored && <Pairs {...props} />}
          </Flex>
        ) : (
          <Skeleton heights={['9rem', '9rem', '9rem']} />
        )}
      </Panel>
    </TwoColumns>
  );
};
