import { Typography } from '@strapi/design-system';

import type { useChosenRange } from '../hooks/use-chosen-range';
import { useText } from '../hooks/use-text';
import { FormDialog } from './form-dialog';
import { PageError } from './page-error';
import { RangeFields } from './range-fields';

interface RangeDialogProps {
  title: string;
  text: string;
  chosen: ReturnType<typeof useChosenRange>;
  hasEnd: boolean;
  /** What the action would touch; undefined while it is counted. */
  count: number | undefined;
  countText: (count: number) => string;
  /** The verb on the button, with the count where it is known and not 0. */
  submitLabel: string;
  /** Why counting failed. */
  error: unknown;
  onRetry: () => void;
  isRunning: boolean;
  onSubmit: () => Promise<unknown>;
  onClose: () => void;
  /** Fields before the time. */
  children?: React.ReactNode;
}

/** Asks before a wide action: since when, then how many that are, then go. */
export const RangeDialog = ({
  title,
  text,
  chosen,
  hasEnd,
  count,
  countText,
  submitLabel,
  error,
  onRetry,
  isRunning,
  onSubmit,
  onClose,
  children,
}: RangeDialogProps) => {
  const t = useText();
  const sentence = () => {
    if (chosen.isReversed) return t('replay.reversed');
    return count === undefined ? t('replay.counting') : countText(count);
  };

  return (
    <FormDialog
      title={title}
      text={text}
      submitLabel={submitLabel}
      isRunning={isRunning}
      isDisabled={!count}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      {children}
      <RangeFields range={chosen.range} hasEnd={hasEnd} onChange={chosen.setRange} />
      {error ? (
        <PageError error={error} onRetry={onRetry} />
      ) : (
        <Typography tag="p" fontWeight="bold" aria-live="polite">
          {sentence()}
        </Typography>
      )}
    </FormDialog>
  );
};
