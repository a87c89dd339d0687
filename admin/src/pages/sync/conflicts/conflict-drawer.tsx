import { Modal } from '@strapi/design-system';

import { useGetIntegrationConflictQuery } from '../../../api/sync-conflicts';
import { Drawer } from '../../../components/drawer';
import { isolatedText } from '../../../components/isolated-text';
import { PageError } from '../../../components/page-error';
import { Skeleton } from '../../../components/skeleton';
import { useText } from '../../../hooks/use-text';
import { ConflictView } from './conflict-view';

interface ConflictDrawerProps {
  id: number;
  onClose: () => void;
}

/** A conflict beside the list: what each side says, what they last agreed on, and the choice between them. */
export const ConflictDrawer = ({ id, onClose }: ConflictDrawerProps) => {
  const t = useText();
  const {
    currentData: conflict,
    error,
    refetch,
  } = useGetIntegrationConflictQuery(id, { refetchOnMountOrArgChange: true });
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Drawer aria-describedby={undefined}>
        <Modal.Header closeLabel={t('action.close')}>
          <Modal.Title>
            {conflict
              ? t('sync.conflict.title-of', { id: isolatedText(conflict.externalId) })
              : t('sync.conflict.title')}
          </Modal.Title>
        </Modal.Header>
        {conflict ? (
          <ConflictView conflict={conflict} onClose={onClose} />
        ) : (
          <Modal.Body>
            {error ? (
              <PageError error={error} onRetry={refetch} missing={t('sync.conflict.missing')} />
            ) : (
              <Skeleton heights={['8rem', '20rem', '12rem']} />
            )}
          </Modal.Body>
        )}
      </Drawer>
    </Modal.Root>
  );
};
