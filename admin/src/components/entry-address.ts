/** An entry of a content type, in one of its languages where it has several. */
export interface EntryReference {
  contentType: string;
  documentId: string;
  locale: string | null;
}

/** Address of an entry in the Content Manager. A single type has one entry, so its address names none. */
export const entryAddress = (
  kind: 'collectionType' | 'singleType',
  { contentType, documentId, locale }: EntryReference,
): string => {
  const path =
    kind === 'singleType'
      ? `/content-manager/single-types/${contentType}`
      : `/content-manager/collection-types/${contentType}/${documentId}`;
  const query = new URLSearchParams(locale ? { 'plugins[i18n][locale]': locale } : {}).toString();
  return query ? `${path}?${query}` : path;
};
