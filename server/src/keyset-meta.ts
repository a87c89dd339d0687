/** What an answer says of the page of a log that it holds. */
export interface KeysetMeta {
  /** Pass as `cursor` to get the next page; null on the last one. */
  nextCursor: string | null;
}
