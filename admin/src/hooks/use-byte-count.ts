import { useIntl } from 'react-intl';

const UNITS = ['byte', 'kilobyte', 'megabyte'] as const;

/** A function that says a number of bytes: "0 byte", "1.4 kB", "5 MB". */
export const useByteCount = () => {
  const { formatNumber } = useIntl();
  return (bytes: number): string => {
    const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
    return formatNumber(bytes / 1000 ** power, {
      style: 'unit',
      unit: UNITS[power] ?? 'byte',
      unitDisplay: power === 0 ? 'long' : 'short',
      maximumFractionDigits: 1,
    });
  };
};
