/** So many records; the first `changed` of them are of this revision, the others as they were at first. */
export interface Records {
  count: number;
  changed: number;
  revision: number;
}

export interface ServiceRecord {
  id: string;
  name: string;
  number: number;
  /** Nobody maps it; a record of a service is seldom small. */
  description: string;
}

const DESCRIPTION = 'A record holds more than what is mapped of it. '.repeat(10);

export function recordOf(n: number, { changed, revision }: Records): ServiceRecord {
  const name = `Record ${n}, revision ${n < changed ? revision : 0}`;
  return { id: `rec_${n}`, name, number: n, description: DESCRIPTION };
}
