import { DateTimePicker, Flex, Typography } from '@strapi/design-system';

import { useText } from '../hooks/use-text';
import { FilterSelect } from './filter-select';
import type { LogRange } from './log-range';
import { isTimeRange, TIME_RANGE_NAMES, TIME_RANGES } from './time-range';

interface EndProps {
  label: string;
  value: Date;
  onChange: (value: Date) => void;
}

const End = ({ label, value, onChange }: EndProps) => {
  const t = useText();
  return (
    <Flex role="group" aria-label={label} gap={2}>
      <Typography variant="pi" textColor="neutral800">
        {label}
      </Typography>
      <DateTimePicker
        size="S"
        value={value}
        dateLabel={t('replay.date')}
        timeLabel={t('replay.time')}
        onChange={(date) => date && onChange(date)}
      />
    </Flex>
  );
};

interface TimeFilterProps {
  range: LogRange;
  onChange: (range: LogRange) => void;
}

/** Narrows a log to a time that ends now, or to one between two points. */
export const TimeFilter = ({ range, onChange }: TimeFilterProps) => {
  const t = useText();
  const choose = (name: string | undefined) => {
    if (name === undefined) return onChange(null);
    if (isTimeRange(name)) return onChange({ name });
    const now = Date.now();
    onChange({ name: 'custom', from: new Date(now - TIME_RANGES['24h']), to: new Date(now) });
  };
  return (
    <>
      <FilterSelect
        label={t('deliveries.filter.range')}
        allLabel={t('deliveries.filter.range-all')}
        value={range?.name ?? ''}
        options={[...TIME_RANGE_NAMES, 'custom' as const].map((name) => ({
          value: name,
          label: t(`range.${name}`),
        }))}
        onChange={choose}
      />
      {range?.name === 'custom' && (
        <>
          <End
            label={t('replay.from')}
            value={range.from}
            onChange={(from) => onChange({ ...range, from })}
          />
          <End
            label={t('replay.to')}
            value={range.to}
            onChange={(to) => onChange({ ...range, to })}
          />
          {range.to <= range.from && (
            <Typography variant="pi" textColor="danger600" role="status">
              {t('replay.reversed')}
            </Typography>
          )}
        </>
      )}
    </>
  );
};
