import { Box, Link, Typography } from '@strapi/design-system';
import Markdown from 'markdown-to-jsx/react';
import { styled } from 'styled-components';

import type { GuideName } from './guide-names';
import { GUIDE_TEXTS } from './guide-texts';

/** Nothing in it is wider than its page: code and the cells of tables are wrapped. */
const Article = styled(Box)`
  color: ${({ theme }) => theme.colors.neutral800};
  font-size: ${({ theme }) => theme.fontSizes[2]};
  line-height: ${({ theme }) => theme.lineHeights[6]};
  overflow-wrap: anywhere;

  > * + * {
    margin-top: ${({ theme }) => theme.spaces[4]};
  }

  strong {
    font-weight: ${({ theme }) => theme.fontWeights.bold};
  }

  em {
    font-style: italic;
  }

  ul,
  ol {
    padding-left: ${({ theme }) => theme.spaces[6]};
    list-style: revert;
  }

  code {
    padding: 0 ${({ theme }) => theme.spaces[1]};
    border-radius: ${({ theme }) => theme.borderRadius};
    background: ${({ theme }) => theme.colors.neutral150};
    font-family: monospace;
  }

  pre {
    padding: ${({ theme }) => theme.spaces[4]};
    border-radius: ${({ theme }) => theme.borderRadius};
    background: ${({ theme }) => theme.colors.neutral150};
    white-space: pre-wrap;
  }

  /* The panel colours code by its language for editors of its own, too faintly for this background, and does not wrap it. */
  && pre code {
    padding: 0;
    color: inherit;
    background: none;
    white-space: inherit;
  }

  th,
  td {
    padding: ${({ theme }) => theme.spaces[2]};
    border: 1px solid ${({ theme }) => theme.colors.neutral200};
    text-align: start;
    vertical-align: top;
  }

  th {
    font-weight: ${({ theme }) => theme.fontWeights.semiBold};
  }
`;

/** What another file of the docs is told in cannot be opened from here. */
const GuideLink = ({ href = '', children }: React.PropsWithChildren<{ href?: string }>) =>
  /^https?:/.test(href) ? (
    <Link href={href} isExternal>
      {children}
    </Link>
  ) : (
    <>{children}</>
  );

/** Below the title of the drawer, which is a heading of the second level. */
const Heading = ({ children }: React.PropsWithChildren) => (
  <Typography variant="delta" tag="h3">
    {children}
  </Typography>
);

const OPTIONS = {
  disableParsingRawHTML: true,
  wrapper: null,
  overrides: { a: GuideLink, h1: Heading, img: () => null },
};

/** A guide of the docs, in the panel's look. The guides are in English, whatever the language of the panel. */
export const GuideText = ({ name }: { name: GuideName }) => (
  <Article lang="en">
    <Markdown options={OPTIONS}>{GUIDE_TEXTS[name]}</Markdown>
  </Article>
);
