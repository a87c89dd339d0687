import * as React from 'react';
import { Modal, TextButton } from '@strapi/design-system';
import { Book } from '@strapi/icons';

import type { CatalogueEntry } from '../../../api/connection-contracts';
import { Drawer } from '../../../components/drawer';
import { Skeleton } from '../../../components/skeleton';
import { useQueryState } from '../../../hooks/use-query-state';
import { useText } from '../../../hooks/use-text';
import { guideNameOf } from './guide-names';

/** The library that reads the guides, and their texts, are loaded where one is opened. */
const GuideText = React.lazy(() =>
  import('./guide-text').then((module) => ({ default: module.GuideText })),
);

/** Opens how an account at a service is connected, step by step, over the form; nothing where no guide tells of it. */
export const Guide = ({ provider }: { provider: CatalogueEntry }) => {
  const t = useText();
  const [params, change] = useQueryState();
  const guide = guideNameOf(provider);
  if (guide === null) return null;
  const close = () => change({ guide: undefined });

  return (
    <>
      <TextButton startIcon={<Book />} onClick={() => change({ guide: 'open' })}>
        {t('connections.guide')}
      </TextButton>
      {params.get('guide') === 'open' && (
        <Modal.Root open onOpenChange={(open) => !open && close()}>
          <Drawer aria-describedby={undefined}>
            <Modal.Header closeLabel={t('action.close')}>
              <Modal.Title>{t('connections.guide.title', { name: provider.name })}</Modal.Title>
            </Modal.Header>
            <Modal.Body>
              <React.Suspense fallback={<Skeleton heights={['16rem', '12rem', '24rem']} />}>
                <GuideText name={guide} />
              </React.Suspense>
            </Modal.Body>
          </Drawer>
        </Modal.Root>
      )}
    </>
  );
};
