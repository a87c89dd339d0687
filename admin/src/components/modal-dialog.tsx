import { Flex, Modal } from '@strapi/design-system';

import { useText } from '../hooks/use-text';

interface ModalDialogProps {
  title: string;
  /** The buttons, the one that closes first. */
  footer: React.ReactNode;
  /** For what is shown once: a click beside the dialog does not close it. */
  isKeptOpen?: boolean;
  onClose: () => void;
  children: React.ReactNode;
}

/** A dialog with a title, a close button and parts one below the other; open for as long as it is rendered. */
export const ModalDialog = ({
  title,
  footer,
  isKeptOpen = false,
  onClose,
  children,
}: ModalDialogProps) => {
  const t = useText();
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Modal.Content
        aria-describedby={undefined}
        onInteractOutside={(event) => isKeptOpen && event.preventDefault()}
      >
        <Modal.Header closeLabel={t('action.close')}>
          <Modal.Title>{title}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
            {children}
          </Flex>
        </Modal.Body>
        <Modal.Footer>{footer}</Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
