import type { SecretRow, SecretStore } from '../../server/src/connections/vault/secret-store';

/** A secret store over plain rows that tests can look into and change behind its back. */
export class MemorySecretStore implements SecretStore {
  readonly name: string;
  readonly rows: SecretRow[];
  /** Called before each write, with the row's id: the moment of a kill or of another writer. */
  beforeReplace: (id: number) => void = () => undefined;

  constructor(name: string, rows: SecretRow[]) {
    this.name = name;
    this.rows = rows;
  }

  count(): Promise<number> {
    const envelopes = this.rows.flatMap(({ fields }) => Object.keys(fields));
    return Promise.resolve(envelopes.length);
  }

  listBatch(afterId: number, limit: number): Promise<SecretRow[]> {
    const batch = this.rows.filter(({ id }) => id > afterId).slice(0, limit);
    return Promise.resolve(structuredClone(batch));
  }

  replace(id: number, field: string, oldEnvelope: string, newEnvelope: string): Promise<boolean> {
    this.beforeReplace(id);
    const row = this.rows.find((candidate) => candidate.id === id);
    if (!row || row.fields[field] !== oldEnvelope) return Promise.resolve(false);
    row.fields[field] = newEnvelope;
    return Promise.resolve(true);
  }
}
