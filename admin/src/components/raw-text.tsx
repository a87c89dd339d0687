import * as React from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import { useIntl } from 'react-intl';

import { useText } from '../hooks/use-text';
import { CopyButton } from './copy-button';
import { prettyText } from './pretty-text';

const FIRST_PART = 8_000;
const NEXT_PART = 100_000;

const Pre = styled.pre`
  margin: 0;
  max-height: 40rem;
  overflow: auto;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
  color: ${({ theme }) => theme.colors.neutral800};
  font-family: monospace;
  font-size: ${({ theme }) => theme.fontSizes[1]};
  line-height: ${({ theme }) => theme.lineHeights[6]};
`;

interface RawTextProps {
  text: string;
  /** What the text is, for screen readers and the copy button: "Body of the answer". */
  label: string;
  /** Shows JSON as it is sent instead of indented. */
  isExact?: boolean;
}

/**
 * Text from outside, shown as text whatever it contains. A long one unfolds part by part, so that a body of megabytes
 * does not freeze the page.
 */
export const RawText = ({ text, label, isExact = false }: RawTextProps) => {
  const t = useText();
  const { formatNumber } = useIntl();
  const shown = React.useMemo(() => (isExact ? text : prettyText(text)), [isExact, text]);
  const [limit, setLimit] = React.useState(FIRST_PART);
  const hiddenCount = Math.max(0, shown.length - limit);

  return (
    <Box background="neutral100" borderColor="neutral150" hasRadius position="relative">
      <Box position="absolute" top={2} right={2} background="neutral100">
        <CopyButton value={text} label={t('copy.label', { what: label })} />
      </Box>
      {/* Focusable, so that the keyboard can scroll it. */}
      <Pre tabIndex={0} role="region" aria-label={label}>
        <Box tag="code" display="block" padding={4} paddingRight={8}>
          {hiddenCount > 0 ? shown.slice(0, limit) : shown}
        </Box>
      </Pre>
      {hiddenCount > 0 && (
        <Flex padding={2} gap={3}>
          <Button variant="tertiary" size="S" onClick={() => setLimit(limit + NEXT_PART)}>
            {t('text.more')}
          </Button>
          <Typography variant="pi" textColor="neutral600">
            {t('text.hidden', { count: formatNumber(hiddenCount) })}
          </Typography>
        </Flex>
      )}
    </Box>
  );
};
