import { Box, Flex, Typography } from '@strapi/design-system';
import { CheckCircle, Information, WarningCircle } from '@strapi/icons';

type NoticeVariant = 'info' | 'success' | 'warning' | 'danger';

const LOOKS = {
  info: { background: 'primary100', border: 'primary200', icon: 'primary600', Icon: Information },
  success: {
    background: 'success100',
    border: 'success200',
    icon: 'success600',
    Icon: CheckCircle,
  },
  warning: {
    background: 'warning100',
    border: 'warning200',
    icon: 'warning600',
    Icon: WarningCircle,
  },
  danger: { background: 'danger100', border: 'danger200', icon: 'danger600', Icon: WarningCircle },
} as const;

interface NoticeProps {
  variant: NoticeVariant;
  title: string;
  children?: React.ReactNode;
  action?: React.ReactNode;
}

/**
 * A lasting message in a page. The design system's Alert always has a close button, which a state that goes on must
 * not have.
 */
export const Notice = ({ variant, title, children, action }: NoticeProps) => {
  const { background, border, icon, Icon } = LOOKS[variant];
  return (
    <Flex
      role={variant === 'danger' ? 'alert' : 'status'}
      background={background}
      borderColor={border}
      hasRadius
      padding={4}
      gap={3}
      alignItems="flex-start"
    >
      <Box paddingTop={1} shrink={0}>
        <Icon fill={icon} aria-hidden />
      </Box>
      <Flex direction="column" alignItems="flex-start" gap={1} flex="1" minWidth={0}>
        <Typography fontWeight="bold" textColor="neutral800">
          {title}
        </Typography>
        {children && (
          <Typography tag="div" textColor="neutral800">
            {children}
          </Typography>
        )}
      </Flex>
      {action}
    </Flex>
  );
};
