/** One row with secrets: its fields that hold an envelope, and only those. */
export interface SecretRow {
  id: number;
  documentId: string;
  fields: Record<string, string>;
}

/** A place where a feature keeps secrets, so that rotation and the check at start find them all. */
export interface SecretStore {
  /** The uid that the feature's envelopes are bound to. */
  name: string;
  /** How many envelopes there are. */
  count(): Promise<number>;
  /** Rows with an id above `afterId` in the order of their ids, at most `limit`; none ends the walk. */
  listBatch(afterId: number, limit: number): Promise<SecretRow[]>;
  /** Compare and set: writes only while the field still holds `oldEnvelope`; false if it did not. */
  replace(id: number, field: string, oldEnvelope: string, newEnvelope: string): Promise<boolean>;
}

/** All rows of a store, batch by batch. */
export async function* batchesOf(
  store: SecretStore,
  batchSize: number,
): AsyncGenerator<SecretRow[]> {
  let afterId = 0;
  for (;;) {
    const rows = await store.listBatch(afterId, batchSize);
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    afterId = last.id;
  }
}
