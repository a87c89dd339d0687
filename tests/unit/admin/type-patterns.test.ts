import {
  addPattern,
  groupTypes,
  includesPattern,
  isImplied,
  isPattern,
  selectsType,
} from '../../../admin/src/pages/webhooks/incoming/actions/type-patterns';
import {
  EVENT_TYPE_PATTERN,
  matchesAnyEventType,
} from '../../../server/src/incoming/actions/event-type-pattern';

const PATTERNS = ['*', 'invoice.*', 'invoice.paid', 'orders/*', 'inv*', 'push'];
const TYPES = ['invoice.paid', 'invoices', 'orders/create', 'push', 'push.x', null];

describe('patterns of types of events', () => {
  it.each(PATTERNS)('%s selects what it does on the server', (pattern) => {
    const here = TYPES.map((type) => selectsType([pattern], type));
    expect(here).toEqual(TYPES.map((type) => matchesAnyEventType([pattern], type)));
  });

  it.each([...PATTERNS, '', 'a*b', '**', '*.paid', 'x'.repeat(254), 'x'.repeat(255), 'a\nb'])(
    '"%s" is one here if it is one on the server',
    (text) => {
      expect(isPattern(text)).toBe(EVENT_TYPE_PATTERN.test(text));
    },
  );

  it('a wider one includes a narrower one, and never the other way round', () => {
    expect(includesPattern('invoice.*', 'invoice.paid')).toBe(true);
    expect(includesPattern('inv*', 'invoice.*')).toBe(true);
    expect(includesPattern('invoice.*', 'inv*')).toBe(false);
    expect(includesPattern('*', 'invoice.*')).toBe(true);
    expect(includesPattern('invoice.*', '*')).toBe(false);
  });

  it('adding a wider one takes the place of those that it includes', () => {
    expect(addPattern(['push', 'invoice.paid'], 'invoice.*')).toEqual(['push', 'invoice.*']);
    expect(addPattern(['push', 'invoice.*'], '*')).toEqual(['*']);
    expect(isImplied('invoice.paid', ['invoice.*'])).toBe(true);
    expect(isImplied('invoice.paid', ['invoice.paid'])).toBe(false);
  });
});

describe('the tree of types that have come in', () => {
  it('several that begin alike stand under their pattern, one alone for itself', () => {
    expect(
      groupTypes(['push', 'invoice.paid', 'orders/create', 'invoice.failed', 'invoice.paid']),
    ).toEqual([
      { all: 'invoice.*', types: ['invoice.failed', 'invoice.paid'] },
      { all: null, types: ['orders/create'] },
      { all: null, types: ['push'] },
    ]);
  });

  it('the pattern of a group selects all of it and nothing beside it', () => {
    const [group] = groupTypes(['orders/create', 'orders/paid']);
    expect(group?.all).toBe('orders/*');
    expect(selectsType([group!.all!], 'orders-other')).toBe(false);
  });
});
