import {
  DateTimePicker,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
} from '@strapi/design-system';

import { useText } from '../hooks/use-text';
import { isTimeRange, TIME_RANGE_NAMES, type TimeRange } from './time-range';

/** Which time a wide action touches: one that ends now, or one from and to chosen points in time. */
export interface ChosenRange {
  name: TimeRange | 'custom';
  customFrom: Date;
  customTo: Date;
}

interface PointInTimeProps {
  label: string;
  value: Date;
  onChange: (value: Date) => void;
}

const PointInTime = ({ label, value, onChange }: PointInTimeProps) => {
  const t = useText();
  return (
    <Field.Root role="group" aria-label={label}>
      <Field.Label>{label}</Field.Label>
      <DateTimePicker
        value={value}
        dateLabel={t('replay.date')}
        timeLabel={t('replay.time')}
        onChange={(date) => date && onChange(date)}
      />
    </Field.Root>
  );
};

interface RangeFieldsProps {
  range: ChosenRange;
  /** Whether the end can be chosen as well. */
  hasEnd: boolean;
  onChange: (range: ChosenRange) => void;
}

/** The choice of the time that a wide action touches. */
export const RangeFields = ({ range, hasEnd, onChange }: RangeFieldsProps) => {
  const t = useText();
  return (
    <>
      <Field.Root>
        <Field.Label>{t('replay.since')}</Field.Label>
        <SingleSelect
          value={range.name}
          onChange={(value) => {
            const text = String(value);
            onChange({ ...range, name: isTimeRange(text) ? text : 'custom' });
          }}
        >
          {TIME_RANGE_NAMES.map((name) => (
            <SingleSelectOption key={name} value={name}>
              {t(`range.${name}`)}
            </SingleSelectOption>
          ))}
          <SingleSelectOption value="custom">{t('range.custom')}</SingleSelectOption>
        </SingleSelect>
      </Field.Root>
      {range.name === 'custom' && (
        <Flex gap={4} wrap="wrap">
          <PointInTime
            label={t('replay.from')}
            value={range.customFrom}
            onChange={(customFrom) => onChange({ ...range, customFrom })}
          />
          {hasEnd && (
            <PointInTime
              label={t('replay.to')}
              value={range.customTo}
              onChange={(customTo) => onChange({ ...range, customTo })}
            />
          )}
        </Flex>
      )}
    </>
  );
};
