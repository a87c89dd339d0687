import { Box, Flex } from '@strapi/design-system';

import { useText } from '../hooks/use-text';
import { CopyButton } from './copy-button';

interface CopyableTextProps {
  value: string;
  /** What the value is, for screen readers: "URL". */
  label: string;
  /** What is shown, where that is more than the value. */
  children?: React.ReactNode;
}

/** An id or an address with the button that copies it. */
export const CopyableText = ({ value, label, children = value }: CopyableTextProps) => {
  const t = useText();
  return (
    <Flex tag="span" display="inline-flex" gap={1} maxWidth="100%">
      <Box tag="span" minWidth={0} style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Box>
      <CopyButton value={value} label={t('copy.label', { what: label })} />
    </Flex>
  );
};
