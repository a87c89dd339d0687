import * as React from 'react';
import { Link } from '@strapi/design-system';
import { useRBAC } from '@strapi/strapi/admin';
import { Link as RouterLink } from 'react-router-dom';

import { useText } from '../hooks/use-text';
import { CopyableText } from './copyable-text';
import { entryAddress, type EntryReference } from './entry-address';

interface EntryLinkProps {
  entry: EntryReference;
  /** Its content type; undefined while it is loaded, and for one that is gone. */
  type: { displayName: string; kind: 'collectionType' | 'singleType' } | undefined;
  /** What it is called, where that is known. */
  title?: string | null;
  /** What was deleted cannot be opened. */
  isDeleted: boolean;
}

/** An entry that something is about, leading to the Content Manager where the administrator may open it there. */
export const EntryLink = ({ entry, type, title, isDeleted }: EntryLinkProps) => {
  const t = useText();
  const { contentType, documentId, locale } = entry;
  const permissions = React.useMemo(
    () => [{ action: 'plugin::content-manager.explorer.read', subject: contentType }],
    [contentType],
  );
  const { allowedActions } = useRBAC(permissions);
  const isOpenable = type && allowedActions.canRead && !isDeleted;
  const words = `${type?.displayName ?? contentType}${locale ? ` (${locale})` : ''}: ${title ?? documentId}`;

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
