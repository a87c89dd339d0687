import { Box, Flex, Typography } from '@strapi/design-system';

export type StatusVariant = 'success' | 'warning' | 'danger' | 'neutral' | 'primary';

/** The colour of a dot, or of whatever else stands for a state. */
export const STATUS_COLORS = {
  success: 'success500',
  warning: 'warning500',
  danger: 'danger500',
  neutral: 'neutral400',
  primary: 'primary500',
} as const;

interface StatusBadgeProps {
  variant: StatusVariant;
  /** Shown on hover: the exact time, where the words tell a relative one. */
  title?: string | undefined;
  /** The state in words: colour alone tells nothing to many readers. */
  children: string;
}

/** A state as a coloured dot and its word, the same on every page. */
export const StatusBadge = ({ variant, title, children }: StatusBadgeProps) => (
  <Flex tag="span" display="inline-flex" gap={2} data-status={variant} title={title}>
    <Box
      tag="span"
      aria-hidden
      background={STATUS_COLORS[variant]}
      width="0.8rem"
      height="0.8rem"
      borderRadius="50%"
      shrink={0}
    />
    <Typography textColor="neutral800">{children}</Typography>
  </Flex>
);
