import { Button, EmptyStateLayout } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';
import { EmptyData } from '@strapi/icons/symbols';

import { isServerError, statusOf } from '../api/server-error';
import { useErrorText } from '../hooks/use-server-words';
import { useText } from '../hooks/use-text';

interface PageErrorProps {
  error: unknown;
  onRetry: () => void;
  /** What is said where the thing does not exist (404). */
  missing?: string;
}

/** What a page or a part of one shows when its data did not come: what happened, and *Try again*. */
export const PageError = ({ error, onRetry, missing }: PageErrorProps) => {
  const t = useText();
  const errorText = useErrorText();
  const isMissing = statusOf(error) === 404 && missing !== undefined;
  const content = isMissing
    ? missing
    : `${t('error.load')} ${isServerError(error) ? errorText(error) : ''}`.trim();

  return (
    <div role="alert">
      <EmptyStateLayout
        icon={<EmptyData width="16rem" aria-hidden />}
        content={content}
        hasRadius
        shadow="tableShadow"
        action={
          isMissing ? undefined : (
            <Button variant="secondary" startIcon={<ArrowClockwise />} onClick={onRetry}>
              {t('error.retry')}
            </Button>
          )
        }
      />
    </div>
  );
};
