import { useIntl } from 'react-intl';

/** A function that says a duration in milliseconds: "34 ms", "2.1 sec", "4 min". */
export const useDuration = () => {
  const { formatNumber } = useIntl();
  const inUnit = (value: number, unit: string, maximumFractionDigits: number) =>
    formatNumber(value, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits });

  return (durationMs: number): string => {
    if (durationMs < 1000) return inUnit(durationMs, 'millisecond', 0);
    if (durationMs < 60_000) return inUnit(durationMs / 1000, 'second', 1);
    if (durationMs < 3_600_000) return inUnit(durationMs / 60_000, 'minute', 0);
    return inUnit(durationMs / 3_600_000, 'hour', 1);
  };
};
