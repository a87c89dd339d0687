import { Box } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';

import { PageError } from './page-error';
import { Skeleton } from './skeleton';

interface PagePlaceholderProps {
  /** Why the page cannot be shown; undefined while it is loaded. */
  error: unknown;
  onRetry: () => void;
  /** What is said where the thing does not exist. */
  missing?: string;
  /** Heights of what will stand here. */
  heights: string[];
}

/** A page while its data are not there yet, or did not come. */
export const PagePlaceholder = ({ error, onRetry, missing, heights }: PagePlaceholderProps) => (
  <Page.Main>
    <Layouts.Content>
      <Box paddingTop={8}>
        {error ? (
          <PageError error={error} onRetry={onRetry} {...(missing !== undefined && { missing })} />
        ) : (
          <Skeleton heights={heights} />
        )}
      </Box>
    </Layouts.Content>
  </Page.Main>
);
