import { IconButton } from '@strapi/design-system';
import { Duplicate } from '@strapi/icons';
import { useClipboard, useNotification } from '@strapi/strapi/admin';

import { useText } from '../hooks/use-text';

interface CopyButtonProps {
  value: string;
  /** What is copied, for screen readers: "Copy the URL". */
  label: string;
}

/** Copies an id, an address or a secret, and says whether it worked. */
export const CopyButton = ({ value, label }: CopyButtonProps) => {
  const t = useText();
  const { copy } = useClipboard();
  const { toggleNotification } = useNotification();

  const handleClick = async (event: React.MouseEvent) => {
    event.stopPropagation();
    const isCopied = await copy(value);
    toggleNotification(
      isCopied
        ? { type: 'success', message: t('copy.done') }
        : { type: 'warning', message: t('copy.failed') },
    );
  };

  return (
    <IconButton type="button" size="XS" variant="ghost" label={label} onClick={handleClick}>
      <Duplicate />
    </IconButton>
  );
};
