import fc from 'fast-check';

import { publicEntry } from '../../../../server/src/outgoing/events/public-entry';
import { schemasFrom } from '../../../support/schemas';

const SECRET = 'canary';
const ARTICLE = 'api::article.article';

const schemas = schemasFrom({
  [ARTICLE]: {
    title: { type: 'string' },
    note: { type: 'text', private: true },
    code: { type: 'password' },
    author: { type: 'relation', target: 'api::author.author' },
    editor: { type: 'relation', target: 'api::author.author', private: true },
    related: { type: 'relation', relation: 'morphToMany' },
    cover: { type: 'media' },
    seo: { type: 'component', component: 'shared.seo' },
    sections: { type: 'dynamiczone', components: ['shared.seo', 'shared.quote'] },
    createdBy: { type: 'relation', target: 'admin::user' },
    localizations: { type: 'relation', target: ARTICLE },
  },
  'api::author.author': {
    name: { type: 'string' },
    email: { type: 'email', private: true },
    articles: { type: 'relation', target: ARTICLE },
  },
  'shared.seo': {
    title: { type: 'string' },
    note: { type: 'string', private: true },
    image: { type: 'media' },
    nested: { type: 'component', component: 'shared.seo' },
  },
  'shared.quote': { text: { type: 'text' }, contact: { type: 'string', private: true } },
  'plugin::upload.file': {
    url: { type: 'string' },
    folderPath: { type: 'string', private: true },
  },
  'admin::user': { firstname: { type: 'string' }, password: { type: 'password' } },
});

const author = { id: 1, documentId: 'a', name: 'Ann', email: SECRET };
const image = { id: 2, documentId: 'f', url: '/x.png', folderPath: SECRET };
const seo = { id: 3, title: 'T', note: SECRET, image, nested: { id: 4, title: 'N', note: SECRET } };

describe('a public entry', () => {
  it('holds public fields, and what is named of relations', () => {
    const entry = {
      id: 9,
      documentId: 'd',
      title: 'Hello',
      note: SECRET,
      code: SECRET,
      author,
      cover: image,
    };
    expect(publicEntry(schemas, ARTICLE, entry, ['author'])).toEqual({
      id: 9,
      documentId: 'd',
      title: 'Hello',
      author: { id: 1, documentId: 'a', name: 'Ann' },
    });
    expect(publicEntry(schemas, ARTICLE, entry, [])).not.toHaveProperty('author');
  });

  it('holds components in components, and zones by the name of their parts', () => {
    const sections = [
      { __component: 'shared.quote', id: 1, text: 'Q', contact: SECRET },
      { __component: 'shared.seo', ...seo },
      { __component: 'shared.gone', id: 5, text: SECRET },
    ];
    const found = publicEntry(schemas, ARTICLE, { id: 1, seo, sections }, ['seo', 'sections']);
    expect(found.seo).toEqual({
      id: 3,
      title: 'T',
      image: { id: 2, documentId: 'f', url: '/x.png' },
      nested: { id: 4, title: 'N' },
    });
    expect(found.sections).toEqual([
      { __component: 'shared.quote', id: 1, text: 'Q' },
      { __component: 'shared.seo', ...(found.seo as object) },
      null,
    ]);
  });

  it('reads the target of a polymorphic relation in its value', () => {
    const related = [
      { __type: 'api::author.author', ...author },
      { __type: 'no.such', x: SECRET },
    ];
    const found = publicEntry(schemas, ARTICLE, { id: 1, related }, ['related']);
    expect(found.related).toEqual([{ id: 1, documentId: 'a', name: 'Ann' }, null]);
  });

  it('holds no private relation, no administrator and no other language, even where asked for', () => {
    const entry = {
      id: 1,
      editor: author,
      createdBy: { firstname: 'A' },
      localizations: [{ id: 2 }],
    };
    const asked = ['editor', 'createdBy', 'localizations', 'constructor', '__proto__'];
    expect(publicEntry(schemas, ARTICLE, entry, asked)).toEqual({ id: 1 });
  });

  it('is empty for a type that is not known', () => {
    expect(publicEntry(schemas, 'api::no.no', { id: 1, title: 'x' }, [])).toEqual({});
  });

  it('never holds a private field, a password or a field without schema, whatever the schemas', () => {
    const uids = ['a.a', 'b.b', 'c.c'];
    const attribute = fc.oneof(
      fc.record({ type: fc.constantFrom('string', 'password', 'json'), private: fc.boolean() }),
      fc.record({
        type: fc.constant('component'),
        component: fc.constantFrom(...uids),
        private: fc.boolean(),
      }),
      fc.record({
        type: fc.constant('relation'),
        target: fc.constantFrom(...uids),
        private: fc.boolean(),
      }),
      fc.record({
        type: fc.constant('dynamiczone'),
        components: fc.constant(uids),
        private: fc.boolean(),
      }),
    );
    const names = fc.constantFrom('one', 'two', 'three', 'four');
    const types = fc.tuple(...uids.map(() => fc.dictionary(names, attribute)));

    fc.assert(
      fc.property(types, fc.array(names), (models, include) => {
        const all = Object.fromEntries(uids.map((uid, index) => [uid, models[index] ?? {}]));
        const generated = schemasFrom(all);
        const entry = entryOf(all, 'a.a', 4);
        const found = publicEntry(generated, 'a.a', entry, include);
        expect(JSON.stringify(found)).not.toContain(SECRET);
      }),
    );
  });
});

interface GeneratedAttribute {
  type: string;
  private: boolean;
  component?: string;
  target?: string;
}
type Models = Record<string, Record<string, GeneratedAttribute>>;

/** An entry with a canary in every field that must not leave. */
function entryOf(models: Models, uid: string, depth: number): Record<string, unknown> {
  const fields = Object.entries(models[uid] ?? {}).map(([name, attribute]) => [
    name,
    valueOf(models, attribute, depth),
  ]);
  return { id: 1, documentId: 'd', unknown: SECRET, ...Object.fromEntries(fields) };
}

function valueOf(models: Models, attribute: GeneratedAttribute, depth: number): unknown {
  if (attribute.private || attribute.type === 'password') return SECRET;
  const uid = attribute.component ?? attribute.target;
  if (depth === 0) return null;
  if (uid) return [entryOf(models, uid, depth - 1)];
  if (attribute.type !== 'dynamiczone') return 'public';
  return Object.keys(models).map((part) => ({
    __component: part,
    ...entryOf(models, part, depth - 1),
  }));
}
