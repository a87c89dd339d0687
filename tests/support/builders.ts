import type { EndpointInput } from '../../server/src/outgoing/contracts';

type EntryData = Record<string, unknown>;

let count = 0;

/** A number that no other builder call of this test file has returned. */
const next = () => (count += 1);

/** Data of an article of the fixture app; give what the test is about. */
export function anArticle(data: EntryData = {}): EntryData {
  const number = next();
  return { title: `Article ${number}`, slug: `article-${number}`, body: 'Some text.', ...data };
}

export function anAuthor(data: EntryData = {}): EntryData {
  const number = next();
  return { name: `Author ${number}`, email: `author-${number}@example.test`, ...data };
}

export function aCategory(data: EntryData = {}): EntryData {
  return { name: `Category ${next()}`, ...data };
}

/** Data of a note: one string, no relations needed, no draft. */
export function aNote(data: EntryData = {}): EntryData {
  const number = next();
  return { text: `Note ${number}`, number, ...data };
}

/** A change of these fields alone. The types of the fixture app's content are not generated, so any field is taken. */
export function only(data: EntryData): EntryData {
  return data;
}

/** An endpoint that wants everything. */
export function anEndpoint(url: string, input: Partial<EndpointInput> = {}): EndpointInput {
  return { url, description: `Endpoint ${next()}`, eventTypes: ['*'], ...input };
}
