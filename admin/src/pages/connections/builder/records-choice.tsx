import { Button, Flex } from '@strapi/design-system';
import { Trash } from '@strapi/icons';

import { Choice } from '../../../components/choice';
import { FieldProblem } from '../../../components/field-problem';
import { AddRow } from '../../../components/row-buttons';
import { useText } from '../../../hooks/use-text';
import { newRecords } from './records-form';
import type { StepProps } from './step-props';

type ChoiceProps = Pick<StepProps, 'form' | 'chosen' | 'onChoose' | 'errorOf' | 'onChange'>;

/** Begins to describe another kind of records. */
export const AddRecords = ({
  form,
  onChoose,
  onChange,
}: Pick<ChoiceProps, 'form' | 'onChoose' | 'onChange'>) => {
  const t = useText();
  const add = () => {
    onChange({ records: [...form.records, newRecords()] });
    onChoose(form.records.length);
  };
  return <AddRow onAdd={add}>{t('builder.records.add')}</AddRow>;
};

/** Which kind of records is being described; others are added and taken away. */
export const RecordsChoice = (props: ChoiceProps) => {
  const t = useText();
  const { form, chosen, onChoose, errorOf, onChange } = props;
  const remove = () => {
    onChange({ records: form.records.filter((_records, at) => at !== chosen) });
    onChoose(Math.max(0, chosen - 1));
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Flex justifyContent="space-between" gap={3} wrap="wrap">
        <Choice
          label={t('builder.step.records')}
          value={String(chosen)}
          options={form.records.map(({ name }, at) => ({
            value: String(at),
            label: name.trim() || t('builder.records.numbered', { number: at + 1 }),
          }))}
          onChange={(at) => onChoose(Number(at))}
        />
        <Flex gap={2}>
          <AddRecords {...props} />
          <Button type="button" size="S" variant="tertiary" startIcon={<Trash />} onClick={remove}>
            {t('builder.records.remove')}
          </Button>
        </Flex>
      </Flex>
      <FieldProblem>{errorOf('records')}</FieldProblem>
    </Flex>
  );
};
