import { Field, NumberInput } from '@strapi/design-system';

import { Panel } from '../../../components/panel';
import { TileChoice } from '../../../components/tile-choice';
import { useText } from '../../../hooks/use-text';
import type { StepProps } from './step-props';

const REACHES = ['all', 'changed'] as const;

/** How much a run asks the service for, where that can be asked for what has changed alone. */
export const ListingFields = ({ form, surroundings, errorOf, onChange }: StepProps) => {
  const t = useText();
  const { listsChanges, wholeEveryHours } = form;
  // What was chosen before stays to be seen, and can be turned back.
  if (!surroundings.resource?.canListChanges && !listsChanges) return null;
  return (
    <Panel title={t('sync.when.listing')} description={t('sync.when.listing-text')}>
      <TileChoice
        name="listing"
        label={t('sync.when.listing')}
        options={REACHES.map((value) => ({
          value,
          title: t(`sync.when.listing.${value}`),
          text: t(`sync.when.listing.${value}.text`),
        }))}
        value={listsChanges ? 'changed' : 'all'}
        error={listsChanges ? undefined : errorOf('wholeEveryHours')}
        onChange={(reach) => onChange({ listsChanges: reach === 'changed' })}
      />
      {listsChanges && (
        <Field.Root error={errorOf('wholeEveryHours')} hint={t('sync.when.whole-hint')}>
          <Field.Label>{t('sync.when.whole')}</Field.Label>
          <NumberInput
            name="wholeEveryHours"
            value={wholeEveryHours ?? undefined}
            onValueChange={(hours) => onChange({ wholeEveryHours: hours ?? null })}
          />
          <Field.Hint />
          <Field.Error />
        </Field.Root>
      )}
    </Panel>
  );
};
