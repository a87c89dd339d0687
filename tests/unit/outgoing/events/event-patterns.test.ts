import fc from 'fast-check';

import { isCustomEventType } from '../../../../server/src/event-type-names';
import {
  ENTRY_EVENT_TYPES,
  matchesEvent,
  MEDIA_EVENT_TYPES,
  parsePattern,
  UnknownEventPatternError,
} from '../../../../server/src/outgoing/events/event-patterns';

const ARTICLE = 'api::article.article';
const known = {
  eventTypes: new Set([...ENTRY_EVENT_TYPES, ...MEDIA_EVENT_TYPES, 'integration-builder.ping']),
  contentTypes: new Set([ARTICLE, 'api::author.author']),
};

describe('a pattern', () => {
  test.each([
    ['*', '*', null],
    ['entry.*', 'entry.*', null],
    ['entry.publish', 'entry.publish', null],
    ['entry.publish:api::article.article', 'entry.publish', ARTICLE],
    ['entry.*:api::article.article', 'entry.*', ARTICLE],
    ['media.*', 'media.*', null],
    ['media.create', 'media.create', null],
    ['integration-builder.ping', 'integration-builder.ping', null],
    ['order.paid', 'order.paid', null],
    ['Order_2-x', 'Order_2-x', null],
  ])('%s is read', (text, type, contentType) => {
    expect(parsePattern(text, known)).toEqual({ type, contentType });
  });

  test.each([
    '',
    ' ',
    '**',
    'entry',
    'entry.',
    'entry.fly',
    'entry.**',
    'entry.*.x',
    'Entry.*',
    'media',
    'media.fly',
    'order.*',
    '*.publish',
    '*:api::article.article',
    'media.*:api::article.article',
    'media.create:api::article.article',
    'order.paid:api::article.article',
    'entry.publish:',
    'entry.publish:api::nothing.nothing',
    'entry.publish:__proto__',
    'entry.publish:api::article.article:x',
    'integration-builder.unknown',
    'order paid',
    'order.paid\n',
    'ordér',
    'x'.repeat(257),
  ])('%j is refused', (text) => {
    expect(() => parsePattern(text, known)).toThrow(UnknownEventPatternError);
  });

  test('the refusal has a stable code and says what to do', () => {
    expect(() => parsePattern('entry.fly', known)).toThrow(
      expect.objectContaining({
        code: 'unknown-event-pattern',
        message:
          '"entry.fly" selects no event: there is no event "entry.fly". Pick one from the list of events.',
      }),
    );
  });
});

describe('an event', () => {
  const publish = { type: 'entry.publish', contentType: ARTICLE };

  test.each(['*', 'entry.*', 'entry.publish', `entry.publish:${ARTICLE}`, `entry.*:${ARTICLE}`])(
    'is selected by %s',
    (pattern) => {
      expect(matchesEvent(['media.*', pattern], publish)).toBe(true);
    },
  );

  test.each([
    'media.*',
    'entry.update',
    'entry.publish:api::author.author',
    'entry.*:api::author.author',
    'entry',
    'order.paid',
  ])('is not selected by %s', (pattern) => {
    expect(matchesEvent([pattern], publish)).toBe(false);
  });

  test('of no pattern is selected by nothing', () => {
    expect(matchesEvent([], publish)).toBe(false);
  });

  test('of media or of the site itself has no content type', () => {
    expect(matchesEvent(['media.*'], { type: 'media.create', contentType: null })).toBe(true);
    expect(matchesEvent(['order.paid'], { type: 'order.paid', contentType: null })).toBe(true);
    expect(matchesEvent(['entry.*'], { type: 'order.paid', contentType: null })).toBe(false);
    expect(matchesEvent(['entry.*'], { type: 'entryx.y', contentType: null })).toBe(false);
  });

  test('every pattern that can be read selects what it names', () => {
    const types = fc.constantFrom(...ENTRY_EVENT_TYPES);
    fc.assert(
      fc.property(types, fc.constantFrom(...known.contentTypes), (type, contentType) => {
        const pattern = `${type}:${contentType}`;
        expect(parsePattern(pattern, known)).toEqual({ type, contentType });
        expect(matchesEvent([pattern], { type, contentType })).toBe(true);
        expect(matchesEvent([pattern], { type, contentType: 'api::other.other' })).toBe(false);
      }),
    );
  });
});

test.each([
  ['order.paid', true],
  ['a', true],
  ['entry.publish', false],
  ['entry.mine', false],
  ['media.mine', false],
  ['integration-builder.mine', false],
  ['', false],
  ['*', false],
  ['a b', false],
])('%j as an event of the site: %s', (text, isCustom) => {
  expect(isCustomEventType(text)).toBe(isCustom);
});
