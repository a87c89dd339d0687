import { Button } from '@strapi/design-system';

import type { TrialResult } from '../../../api/builder-contracts';
import { Notice } from '../../../components/notice';
import { useText } from '../../../hooks/use-text';
import { toPaging } from './paging-form';
import { withDetected, type RecordsForm } from './records-form';
import type { RecordsProps } from './records-props';

const isTheSame = (one: RecordsForm, other: RecordsForm): boolean => {
  const shown = ({ fields, idPath, changedAtPath, paging }: RecordsForm) =>
    JSON.stringify([fields, idPath, changedAtPath, toPaging(paging)]);
  return shown(one) === shown(other);
};

/** What an answer shows of the records, to be taken over into the form; and whether the pages go on as the form says. */
export const DetectedNotice = ({
  records,
  result,
  onChange,
}: RecordsProps & { result: TrialResult | undefined }) => {
  const t = useText();
  if (!result?.isSuccessful) return null;
  const { detected, next } = result;
  if (!detected) {
    return (
      <Notice variant="warning" title={t('builder.detected.none')}>
        {t('builder.detected.none-text')}
      </Notice>
    );
  }
  if (next === 'elsewhere') {
    return (
      <Notice variant="warning" title={t('builder.detected.elsewhere')}>
        {t('builder.detected.elsewhere-text')}
      </Notice>
    );
  }
  const suggested = withDetected(records, detected);
  const isTaken = isTheSame(records, suggested);
  return (
    <Notice
      variant={isTaken ? 'success' : 'info'}
      title={t('builder.detected', {
        records: detected.recordCount,
        fields: detected.fields.length,
      })}
      action={
        !isTaken && (
          <Button type="button" size="S" variant="secondary" onClick={() => onChange(suggested)}>
            {t('builder.detected.use')}
          </Button>
        )
      }
    >
      {detected.isPagingSeen
        ? t('builder.detected.paging', { style: t(`builder.paging.${detected.paging.style}`) })
        : t('builder.detected.no-paging')}
    </Notice>
  );
};
