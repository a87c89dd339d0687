import {
  addPattern,
  concreteEvents,
  groupEvents,
  includesPattern,
  isImplied,
  isPattern,
  searchEvents,
  selectedContentTypes,
} from '../../../admin/src/pages/webhooks/outgoing/events/event-patterns';
import type { ContentTypeInfo, EventTypeInfo } from '../../../server/src/outgoing/contracts';

const type = (name: string): ContentTypeInfo => ({
  uid: `api::${name}.${name}`,
  kind: 'collectionType',
  displayName: name,
  actions: ['entry.create', 'entry.publish'].map((event) => `${event}:api::${name}.${name}`),
  relations: [],
  fields: [],
});
const types = [type('article'), type('page')];
const event = (name: string, group: string): EventTypeInfo => ({
  name,
  group,
  groupLabel: '',
  description: '',
  schema: {},
  example: {},
});
const events = [event('media.create', 'media'), event('integration-builder.ping', 'plugin')];
const labels = { anyType: 'Every content type', media: 'Media', other: 'Other' };

describe('what a pattern includes', () => {
  it.each([
    ['*', 'order.paid'],
    ['entry.*', 'entry.publish:api::article.article'],
    ['entry.*', 'entry.publish'],
    ['entry.publish', 'entry.publish:api::article.article'],
    ['entry.*:api::article.article', 'entry.publish:api::article.article'],
    ['media.*', 'media.create'],
  ])('%s includes %s', (wider, narrower) => {
    expect(includesPattern(wider, narrower)).toBe(true);
  });

  it.each([
    ['entry.publish', 'entry.*'],
    ['entry.publish', 'entry.create:api::article.article'],
    ['entry.publish:api::article.article', 'entry.publish'],
    ['entry.*:api::article.article', 'entry.publish:api::page.page'],
    ['media.*', 'entry.publish'],
  ])('%s does not include %s', (wider, narrower) => {
    expect(includesPattern(wider, narrower)).toBe(false);
  });
});

describe('choosing events', () => {
  it('a wider choice replaces the narrower ones', () => {
    const chosen = addPattern(['entry.publish:api::article.article', 'media.create'], 'entry.*');
    expect(chosen).toEqual(['media.create', 'entry.*']);
    expect(isImplied('entry.create', chosen)).toBe(true);
    expect(isImplied('entry.*', chosen)).toBe(false);
  });

  it('an event that nobody declares stays in the tree', () => {
    const other = groupEvents(events, types, ['order.paid'], labels).at(-1);
    expect(other?.patterns).toEqual(['integration-builder.ping', 'order.paid']);
  });

  it('search finds by name and by the words shown', () => {
    const groups = groupEvents(events, types, [], labels);
    const words = (pattern: string) => (pattern.includes('publish') ? 'published' : pattern);
    expect(searchEvents(groups, 'ARTICLE', words).map(({ id }) => id)).toContain(
      'api::article.article',
    );
    const found = searchEvents(groups, 'published', words);
    expect(found.flatMap(({ patterns }) => patterns)).toEqual([
      'entry.publish',
      'entry.publish:api::article.article',
      'entry.publish:api::page.page',
    ]);
  });

  it('a wide pattern leads to every event it selects, and to every content type', () => {
    const groups = groupEvents(events, types, [], labels);
    const declared = types.map(({ uid }) => event('entry.publish', uid));
    expect(concreteEvents(groups, declared, ['entry.publish'])).toEqual([
      'entry.publish:api::article.article',
      'entry.publish:api::page.page',
    ]);
    expect(selectedContentTypes(types, ['*'])).toHaveLength(2);
    expect(selectedContentTypes(types, ['media.*'])).toEqual([]);
  });

  it('an event of the site’s own, and one of a type that is gone, have no example', () => {
    const selected = ['order.paid', 'entry.publish:api::gone.gone', 'integration-builder.ping'];
    const groups = groupEvents(events, types, selected, labels);
    expect(concreteEvents(groups, events, selected)).toEqual(['integration-builder.ping']);
  });

  it.each(['order.paid', 'entry.*', 'entry.publish:api::article.article'])(
    '%s can be typed',
    (text) => {
      expect(isPattern(text)).toBe(true);
    },
  );

  it.each(['', 'order paid', '.paid', 'order.', 'a:'])('%p cannot be typed', (text) => {
    expect(isPattern(text)).toBe(false);
  });
});
