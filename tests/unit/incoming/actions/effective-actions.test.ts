import { effectiveActions } from '../../../../server/src/incoming/actions/effective-actions';
import { createHandlers } from '../../../../server/src/incoming/actions/handlers';
import {
  EVENT_TYPE_PATTERN,
  matchesEventType,
} from '../../../../server/src/incoming/actions/event-type-pattern';
import type { Action } from '../../../../server/src/incoming/contracts';

test.each<[string, string | null, boolean]>([
  ['*', 'invoice.paid', true],
  ['*', null, true],
  ['invoice.*', 'invoice.paid', true],
  ['invoice.*', 'invoice', false],
  ['invoice.*', 'invoices.paid', false],
  ['orders/*', 'orders/create', true],
  ['invoice.paid', 'invoice.paid', true],
  ['invoice.paid', 'Invoice.paid', false],
  ['invoice.paid', 'invoice.paid.twice', false],
  ['invoice.*', null, false],
])('%s means %s: %s', (pattern, eventType, expected) => {
  expect(matchesEventType(pattern, eventType)).toBe(expected);
});

test.each(['', '**', 'a*b', '*.paid', 'a\u0000', 'a\ud800', 'a'.repeat(255)])(
  '%j is no pattern',
  (pattern) => {
    expect(EVENT_TYPE_PATTERN.test(pattern)).toBe(false);
  },
);

describe('what is done about an event', () => {
  const forward: Action = { id: 'f', kind: 'forward', eventTypes: ['invoice.*', 'order.paid'] };
  const listed: Action = { id: 'h', kind: 'handler', eventTypes: ['order.*'] };
  const source = (...actions: Action[]) => ({ actions, provider: 'stripe', slug: 'shop' });
  const ids = (actions: Action[]) => actions.map(({ id }) => id);

  test('is what any of an action’s patterns means', () => {
    const handlers = createHandlers();
    expect(ids(effectiveActions(source(forward), 'invoice.paid', handlers))).toEqual(['f']);
    expect(ids(effectiveActions(source(forward), 'order.paid', handlers))).toEqual(['f']);
    expect(effectiveActions(source(forward), 'order.lost', handlers)).toEqual([]);
  });

  test('ends with the handlers of the site’s code where the list does not name their place', () => {
    const handlers = createHandlers();
    const remove = handlers.on('stripe', 'invoice.*', () => {});
    expect(ids(effectiveActions(source(forward), 'invoice.paid', handlers))).toEqual([
      'f',
      'handlers',
    ]);
    expect(ids(effectiveActions(source(forward), 'order.paid', handlers))).toEqual(['f']);
    remove();
    expect(ids(effectiveActions(source(forward), 'invoice.paid', handlers))).toEqual(['f']);
  });

  test('has the handlers where the list names their place, and only for its types', () => {
    const handlers = createHandlers();
    handlers.on('shop', '*', () => {});
    const ofShop = source(listed, forward);
    expect(ids(effectiveActions(ofShop, 'order.paid', handlers))).toEqual(['h', 'f']);
    expect(ids(effectiveActions(ofShop, 'invoice.paid', handlers))).toEqual(['f']);
  });
});

describe('handlers', () => {
  test('are found by the provider or the slug, in the order in which they came', () => {
    const handlers = createHandlers();
    const [first, second, other] = [() => 1, () => 2, () => 3];
    handlers.on('shop', 'order.*', first);
    handlers.on('stripe', '*', second);
    handlers.on('github', '*', other);
    expect(handlers.of({ provider: 'stripe', slug: 'shop' }, 'order.paid')).toEqual([
      first,
      second,
    ]);
    expect(handlers.of({ provider: 'stripe', slug: 'x' }, null)).toEqual([second]);
    expect([handlers.hasAnyOf('github'), handlers.hasAnyOf('slack')]).toEqual([true, false]);
  });

  test('must be functions for a type of event', () => {
    const handlers = createHandlers();
    expect(() => handlers.on('stripe', '*.paid', () => {})).toThrow(TypeError);
    expect(() => handlers.on('stripe', '*', 'handler' as never)).toThrow(TypeError);
  });
});
