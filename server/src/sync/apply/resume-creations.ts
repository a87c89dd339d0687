import type { ExternalState } from '../plan/record-state';
import type { ApplyPorts, Creation } from './apply-ports';

/**
 * Brings creations to their end that were begun at the service when a run was cut short. Asked for again under the same key,
 * the service names the record that it has made, or makes it now. Where it knows no such keys, nothing is repeated: the
 * listing tells whether there is a record, by the field that both are matched by.
 */
export async function resumeCreations(
  creations: readonly Creation[],
  { service, transaction, faultOf }: Pick<ApplyPorts, 'service' | 'transaction' | 'faultOf'>,
): Promise<void> {
  for (const creation of creations) {
    const record = service.isIdempotent ? await createAgain(creation) : null;
    try {
      await end(creation, record);
    } catch (error) {
      if (record === null || faultOf(error) === null) throw error;
      await end(creation, null);
    }
  }

  async function end(
    { key, documentId, documentBase }: Creation,
    record: ExternalState | null,
  ): Promise<void> {
    await transaction(async (trx) => {
      if (record) {
        const base = { external: record.values, document: documentBase };
        const link = { externalId: record.id, documentId, base, gone: null, openConflict: null };
        await trx.insertLink(link);
      }
      await trx.endCreation(key);
    });
  }

  /** Null for what the service refuses: the next plan looks at the entry as it is now. */
  async function createAgain({ values, key }: Creation): Promise<ExternalState | null> {
    try {
      return await service.create(values, key);
    } catch (error) {
      if (faultOf(error) === null) throw error;
      return null;
    }
  }
}
