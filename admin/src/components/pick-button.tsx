import { TextButton } from '@strapi/design-system';

import { useText } from '../hooks/use-text';

interface PickButtonProps {
  path: string;
  onPick: () => void;
}

/** Takes the path of a value of a payload into the form beside it. */
export const PickButton = ({ path, onPick }: PickButtonProps) => {
  const t = useText();
  return (
    <TextButton
      type="button"
      aria-label={t('tree.pick-named', { path })}
      // The field that is being filled keeps the focus.
      onMouseDown={(event: React.MouseEvent) => event.preventDefault()}
      onClick={onPick}
    >
      {t('tree.pick')}
    </TextButton>
  );
};
