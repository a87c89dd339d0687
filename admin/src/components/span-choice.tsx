import type { ChartSpan } from '../hooks/use-chart-span';
import { useText } from '../hooks/use-text';
import { Choice } from './choice';

interface SpanChoiceProps {
  span: ChartSpan;
  onChange: (span: string) => void;
}

/** The choice of the time that a chart shows. */
export const SpanChoice = ({ span, onChange }: SpanChoiceProps) => {
  const t = useText();
  return (
    <Choice
      label={t('chart.span')}
      value={span}
      options={[
        { value: '24h', label: t('chart.24h') },
        { value: '7d', label: t('chart.7d') },
      ]}
      onChange={onChange}
    />
  );
};
