import {
  Box,
  Combobox,
  ComboboxOption,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
} from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { Schedule } from '../../../api/sync-contracts';
import { Panel } from '../../../components/panel';
import { TileChoice } from '../../../components/tile-choice';
import { useText } from '../../../hooks/use-text';
import { FollowChanges } from './follow-changes';
import { ListingFields } from './listing-fields';
import { NextRuns } from './next-runs';
import { RHYTHMS, withRhythm, type ScheduleForm } from './schedule-form';
import type { StepProps } from './step-props';
import { timeZones } from './time-zones';

/** A Sunday, from which the days of the week are counted. */
const A_SUNDAY = Date.UTC(2026, 0, 4);
const DAY_MS = 86_400_000;
/** From Monday on, as calendars of work are. */
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 0];
const MISSED: Schedule['missed'][] = ['run-once', 'skip'];

interface PartProps {
  schedule: ScheduleForm;
  errorOf: StepProps['errorOf'];
  onChange: (changes: Partial<ScheduleForm>) => void;
}

const WeekdayField = ({ schedule, onChange }: PartProps) => {
  const t = useText();
  const { formatDate } = useIntl();
  const nameOf = (day: number) =>
    formatDate(A_SUNDAY + day * DAY_MS, { weekday: 'long', timeZone: 'UTC' });
  return (
    <Field.Root>
      <Field.Label>{t('sync.when.weekday')}</Field.Label>
      <SingleSelect
        value={String(schedule.weekday)}
        onChange={(day) => onChange({ weekday: Number(day) })}
      >
        {WEEKDAYS.map((day) => (
          <SingleSelectOption key={day} value={String(day)}>
            {nameOf(day)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Field.Root>
  );
};

const TimeField = ({ schedule, errorOf, onChange }: PartProps) => {
  const t = useText();
  return (
    <Field.Root error={errorOf('schedule.time')}>
      <Field.Label>{t('replay.time')}</Field.Label>
      <Field.Input
        type="time"
        name="schedule.time"
        value={schedule.time}
        onChange={(event) => onChange({ time: event.currentTarget.value })}
      />
      <Field.Error />
    </Field.Root>
  );
};

const CronField = ({ schedule, errorOf, onChange }: PartProps) => {
  const t = useText();
  return (
    <Field.Root required error={errorOf('schedule.cron')} hint={t('sync.when.cron-hint')}>
      <Field.Label>{t('sync.when.cron')}</Field.Label>
      <Field.Input
        name="schedule.cron"
        value={schedule.cron}
        maxLength={100}
        spellCheck={false}
        placeholder="0 8 * * 1-5"
        onChange={(event) => onChange({ cron: event.currentTarget.value })}
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};

const ZoneField = ({ schedule, errorOf, onChange }: PartProps) => {
  const t = useText();
  return (
    <Field.Root required error={errorOf('schedule.timeZone')}>
      <Field.Label>{t('sync.when.zone')}</Field.Label>
      <Combobox
        value={schedule.timeZone}
        // What is chosen already is not looked up among so many.
        defaultTextValue={schedule.timeZone}
        clearLabel={t('action.clear-search')}
        noOptionsMessage={() => t('sync.when.zone-none')}
        onChange={(zone) => onChange({ timeZone: String(zone ?? '') })}
        onClear={() => onChange({ timeZone: '' })}
      >
        {timeZones(schedule.timeZone).map((zone) => (
          <ComboboxOption key={zone} value={zone}>
            {zone}
          </ComboboxOption>
        ))}
      </Combobox>
      <Field.Error />
    </Field.Root>
  );
};

/** When a job runs by itself, and when that is next. */
export const WhenStep = (props: StepProps) => {
  const { form, errorOf, onChange } = props;
  const t = useText();
  const { schedule } = form;
  const { rhythm, missed } = schedule;
  const part: PartProps = {
    schedule,
    errorOf,
    onChange: (changes) => onChange({ schedule: { ...schedule, ...changes } }),
  };
  return (
    <>
      <Panel title={t('sync.step.when')} description={t('sync.when.text')}>
        <TileChoice
          name="schedule.rhythm"
          label={t('sync.step.when')}
          options={RHYTHMS.map((value) => ({ value, title: t(`sync.when.${value}`) }))}
          value={rhythm}
          // A text of one's own says itself what is wrong with it.
          error={rhythm === 'custom' ? undefined : errorOf('schedule.cron')}
          onChange={(chosen) => onChange({ schedule: withRhythm(schedule, chosen) })}
        />
        {rhythm !== 'by-hand' && (
          <Flex gap={4} alignItems="flex-start" wrap="wrap">
            {rhythm === 'weekly' && (
              <Box flex="1 1 16rem">
                <WeekdayField {...part} />
              </Box>
            )}
            {(rhythm === 'daily' || rhythm === 'weekly') && (
              <Box flex="1 1 12rem">
                <TimeField {...part} />
              </Box>
            )}
            {rhythm === 'custom' && (
              <Box flex="1 1 20rem">
                <CronField {...part} />
              </Box>
            )}
            <Box flex="1 1 20rem">
              <ZoneField {...part} />
            </Box>
          </Flex>
        )}
      </Panel>
      {rhythm !== 'by-hand' && (
        <>
          <NextRuns schedule={schedule} />
          <Panel title={t('sync.when.missed')} description={t('sync.when.missed-text')}>
            <TileChoice
              name="schedule.missed"
              label={t('sync.when.missed')}
              options={MISSED.map((value) => ({
                value,
                title: t(`sync.when.missed.${value}`),
                text: t(`sync.when.missed.${value}.text`),
              }))}
              value={missed}
              onChange={(chosen) => part.onChange({ missed: chosen })}
            />
          </Panel>
        </>
      )}
      {form.direction !== 'export' && <ListingFields {...props} />}
      {form.direction !== 'import' && <FollowChanges {...props} />}
    </>
  );
};
