import { Box, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { RelativeTime } from '../../../../components/relative-time';
import { StatusBadge, type StatusVariant } from '../../../../components/status-badge';

const Step = styled.li`
  list-style: none;

  /* The line that leads on to the next step. */
  &:not(:last-child) > div:last-child {
    padding-bottom: ${({ theme }) => theme.spaces[4]};
    border-left: 1px solid ${({ theme }) => theme.colors.neutral200};
  }
`;

interface TimelineStepProps {
  variant: StatusVariant;
  title: string;
  /** ISO 8601. */
  at?: string;
  children?: React.ReactNode;
}

/** One thing that happened to an event, with what there is to say about it. */
export const TimelineStep = ({ variant, title, at, children }: TimelineStepProps) => (
  <Step>
    <Flex gap={3} wrap="wrap">
      <Typography fontWeight="semiBold" tag="span">
        <StatusBadge variant={variant}>{title}</StatusBadge>
      </Typography>
      {at && <RelativeTime at={at} variant="pi" textColor="neutral600" />}
    </Flex>
    <Box paddingLeft={5} paddingTop={1} style={{ marginLeft: '0.4rem' }}>
      {children}
    </Box>
  </Step>
);
