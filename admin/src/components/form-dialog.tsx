import { Button, Typography } from '@strapi/design-system';

import { useText } from '../hooks/use-text';
import { ModalDialog } from './modal-dialog';

interface FormDialogProps {
  title: string;
  /** What the action does, before its fields. */
  text: string;
  /** The verb on the button: "Send". */
  submitLabel: string;
  isRunning: boolean;
  isDisabled?: boolean;
  onSubmit: () => Promise<unknown>;
  onClose: () => void;
  /** The fields. */
  children: React.ReactNode;
}

/** A dialog that asks for what an action needs, and runs it. */
export const FormDialog = ({
  title,
  text,
  submitLabel,
  isRunning,
  isDisabled = false,
  onSubmit,
  onClose,
  children,
}: FormDialogProps) => {
  const t = useText();
  return (
    <ModalDialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button variant="tertiary" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button loading={isRunning} disabled={isDisabled} onClick={onSubmit}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <Typography tag="p">{text}</Typography>
      {children}
    </ModalDialog>
  );
};
