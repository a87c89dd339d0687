import * as React from 'react';
import { Button, Dialog } from '@strapi/design-system';
import { ConfirmDialog } from '@strapi/strapi/admin';

import { useText } from '../hooks/use-text';

interface ConfirmActionProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** What happens, to how many, and whether it can be undone. */
  children: string;
  /** The verb on the button: "Delete", "Send again". */
  confirmLabel: string;
  isDangerous?: boolean;
  onConfirm: () => Promise<unknown>;
}

/** Asks before an action that is wide or cannot be undone. */
export const ConfirmAction = ({
  isOpen,
  onClose,
  title,
  children,
  confirmLabel,
  isDangerous = false,
  onConfirm,
}: ConfirmActionProps) => {
  const t = useText();
  const [isRunning, setIsRunning] = React.useState(false);

  const handleConfirm = async () => {
    setIsRunning(true);
    try {
      await onConfirm();
    } finally {
      setIsRunning(false);
      onClose();
    }
  };

  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <ConfirmDialog
        title={title}
        startAction={
          <Dialog.Cancel>
            <Button fullWidth variant="tertiary">
              {t('action.cancel')}
            </Button>
          </Dialog.Cancel>
        }
        endAction={
          <Button
            fullWidth
            variant={isDangerous ? 'danger-light' : 'default'}
            loading={isRunning}
            onClick={handleConfirm}
          >
            {confirmLabel}
          </Button>
        }
      >
        {children}
      </ConfirmDialog>
    </Dialog.Root>
  );
};
