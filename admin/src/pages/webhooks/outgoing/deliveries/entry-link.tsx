import * as React from 'react';
import { Link } from '@strapi/design-system';
import { useRBAC } from '@strapi/strapi/admin';
import { Link as RouterLink } from 'react-router-dom';

import type { DeliveryDetail } from '../../../../api/contracts';
import { CopyableText } from '../../../../components/copyable-text';
import { useText } from '../../../../hooks/use-text';
import { entryAddress } from '../addresses';
import { useContentTypes } from '../events/use-catalogue';

interface EntryLinkProps {
  entry: NonNullable<DeliveryDetail['entry']>;
  /** The event that happened to it: what was deleted cannot be opened. */
  eventType: string;
}

/** The entry that a delivery is about, leading to the Content Manager where the administrator may open it there. */
export const EntryLink = ({ entry, eventType }: EntryLinkProps) => {
  const t = useText();
  const { contentType, documentId, locale } = entry;
  const type = useContentTypes().typeOf(contentType);
  const permissions = React.useMemo(
    () => [{ action: 'plugin::content-manager.explorer.read', subject: contentType }],
    [contentType],
  );
  const { allowedActions } = useRBAC(permissions);
  const isOpenable = type && allowedActions.canRead && eventType !== 'entry.delete';
  const words = `${type?.displayName ?? contentType}${locale ? ` (${locale})` : ''}: ${documentId}`;

  return (
    <CopyableText value={documentId} label={t('delivery.entry-id')}>
      {isOpenable ? (
        <Link tag={RouterLink} to={entryAddress(type.kind, entry)}>
          {words}
        </Link>
      ) : (
        words
      )}
    </CopyableText>
  );
};
