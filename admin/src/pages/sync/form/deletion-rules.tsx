import {
  Box,
  Field,
  Flex,
  NumberInput,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';

import type { JobSettings } from '../../../api/sync-contracts';
import { FieldProblem } from '../../../components/field-problem';
import { useText } from '../../../hooks/use-text';
import type { StepProps } from './step-props';

type Deletes = JobSettings['deletes'];

const DOCUMENT: Deletes['document'][] = ['ignore', 'unpublish', 'delete'];
const EXTERNAL: Deletes['external'][] = ['ignore', 'delete'];

/** What becomes of an entry whose record is gone, as far as the service can be asked for that. */
const DocumentField = ({ form, surroundings, onChange }: StepProps) => {
  const t = useText();
  const { resource, type } = surroundings;
  const { deletes } = form;
  const offered = DOCUMENT.filter(
    (how) =>
      how === 'ignore' ||
      how === deletes.document ||
      (resource?.canVerify && (how === 'delete' || type?.hasDrafts)),
  );
  return (
    <Field.Root hint={resource?.canVerify === false ? t('sync.rules.cannot-verify') : undefined}>
      <Field.Label>{t('sync.rules.gone-there')}</Field.Label>
      <SingleSelect
        value={deletes.document}
        onChange={(chosen) => {
          const document = DOCUMENT.find((how) => how === chosen) ?? 'ignore';
          onChange({ deletes: { ...deletes, document } });
        }}
      >
        {offered.map((how) => (
          <SingleSelectOption key={how} value={how}>
            {t(`sync.rules.document.${how}`)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Hint />
    </Field.Root>
  );
};

/** What becomes of a record whose entry was deleted. */
const ExternalField = ({ form, surroundings, onChange }: StepProps) => {
  const t = useText();
  const { resource } = surroundings;
  const { deletes } = form;
  const offered = EXTERNAL.filter(
    (how) => how === 'ignore' || how === deletes.external || resource?.canDelete,
  );
  return (
    <Field.Root hint={resource?.canDelete === false ? t('sync.rules.cannot-delete') : undefined}>
      <Field.Label>{t('sync.rules.gone-here')}</Field.Label>
      <SingleSelect
        value={deletes.external}
        onChange={(chosen) => {
          const external = EXTERNAL.find((how) => how === chosen) ?? 'ignore';
          onChange({ deletes: { ...deletes, external } });
        }}
      >
        {offered.map((how) => (
          <SingleSelectOption key={how} value={how}>
            {t(`sync.rules.external.${how}`)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Hint />
    </Field.Root>
  );
};

/** How many deletions go through without asking. */
const Brake = ({ form, errorOf, onChange }: StepProps) => {
  const t = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography textColor="neutral800">{t('sync.rules.brake-text')}</Typography>
      <Flex gap={4} alignItems="flex-start" wrap="wrap">
        <Box flex="1 1 16rem">
          <Field.Root error={errorOf('brake.count')}>
            <Field.Label>{t('sync.rules.brake-count')}</Field.Label>
            <NumberInput
              name="brake.count"
              value={form.brakeCount ?? undefined}
              onValueChange={(count) => onChange({ brakeCount: count ?? null })}
            />
            <Field.Error />
          </Field.Root>
        </Box>
        <Box flex="1 1 16rem">
          <Field.Root error={errorOf('brake.percent')}>
            <Field.Label>{t('sync.rules.brake-percent')}</Field.Label>
            <NumberInput
              name="brake.percent"
              value={form.brakePercent ?? undefined}
              onValueChange={(percent) => onChange({ brakePercent: percent ?? null })}
            />
            <Field.Error />
          </Field.Root>
        </Box>
      </Flex>
    </Flex>
  );
};

/** What happens where one side is gone, and the brake that asks before it happens to many. */
export const DeletionRules = (props: StepProps) => {
  const { form, errorOf } = props;
  const { direction, deletes } = form;
  const isIn = direction !== 'export';
  const isOut = direction !== 'import';
  const deletesAny =
    (isIn && deletes.document !== 'ignore') || (isOut && deletes.external !== 'ignore');
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {isIn && <DocumentField {...props} />}
      {isOut && <ExternalField {...props} />}
      <FieldProblem>{errorOf('deletes')}</FieldProblem>
      {deletesAny && <Brake {...props} />}
    </Flex>
  );
};
