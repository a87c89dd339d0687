import { Typography, type TypographyProps } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { useNow } from '../hooks/use-now';
import { relativeParts } from './relative-parts';

/** A function that says a point in time relative to now: "4 minutes ago", "in 2 hours". */
export const useRelativeTime = () => {
  const { formatRelativeTime } = useIntl();
  const now = useNow();
  return (at: string): string => {
    const { unit, value } = relativeParts(new Date(at).getTime() - now);
    return formatRelativeTime(value, unit, { numeric: 'auto' });
  };
};

/** A function that says a point in time to the second, in the reader's language and time zone. */
export const useExactTime = () => {
  const { formatDate } = useIntl();
  return (at: string): string => formatDate(at, { dateStyle: 'medium', timeStyle: 'medium' });
};

interface RelativeTimeProps extends Pick<TypographyProps, 'textColor' | 'variant'> {
  /** ISO 8601. */
  at: string;
  /** The words around it, where it does not stand for itself. */
  sentence?: (when: string) => string;
}

/** A relative time with the exact one on hover. */
export const RelativeTime = ({
  at,
  textColor = 'neutral800',
  variant,
  sentence = (when) => when,
}: RelativeTimeProps) => {
  const relative = useRelativeTime();
  const exact = useExactTime();
  return (
    <Typography tag="time" dateTime={at} title={exact(at)} textColor={textColor} variant={variant}>
      {sentence(relative(at))}
    </Typography>
  );
};
