import * as React from 'react';
import { useBlocker } from 'react-router-dom';

import { useText } from '../hooks/use-text';
import { ConfirmAction } from './confirm-action';

interface UnsavedGuardProps {
  /** Whether there are changes that would be lost. */
  isActive: boolean;
}

/** Asks before a page with unsaved changes is left, inside the panel and by closing the tab. */
export const UnsavedGuard = ({ isActive }: UnsavedGuardProps) => {
  const t = useText();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isActive && currentLocation.pathname !== nextLocation.pathname,
  );

  const isLeaving = React.useRef(false);

  React.useEffect(() => {
    if (!isActive) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isActive]);

  return (
    <ConfirmAction
      isOpen={blocker.state === 'blocked'}
      isDangerous
      title={t('unsaved.title')}
      confirmLabel={t('unsaved.leave')}
      onClose={() => {
        if (!isLeaving.current) blocker.reset?.();
      }}
      onConfirm={async () => {
        isLeaving.current = true;
        blocker.proceed?.();
      }}
    >
      {t('unsaved.text')}
    </ConfirmAction>
  );
};
