import { answerTo, carried, undoing } from '../../../../server/src/sync/conflicts/conflict-answer';
import type { FieldConflict } from '../../../../server/src/sync/plan/merge-fields';

const conflict = (winner: FieldConflict['winner']): FieldConflict => ({
  field: 'name',
  base: 'was',
  external: 'there',
  document: 'here',
  winner,
});
const answered = (value: unknown) => ({ values: { name: value }, survivor: null });

describe('an answer', () => {
  const open = { gone: null, fields: [conflict(null)] };

  it.each<[object, unknown]>([
    [{ side: 'external' }, 'there'],
    [{ side: 'document' }, 'here'],
    [{ value: null }, null],
  ])('%j comes to %j', (said, expected) => {
    expect(answerTo(open, { fields: { name: said as { value: unknown } } })).toEqual(
      answered(expected),
    );
  });

  it('about a deletion says what becomes of what is left', () => {
    const gone = { gone: 'external' as const, fields: [conflict(null)] };
    expect(answerTo(gone, { survivor: 'keep' })).toEqual({ values: {}, survivor: 'kept' });
    expect(answerTo(gone, { survivor: 'delete' })).toEqual({ values: {}, survivor: 'deleted' });
    expect(() => answerTo(gone, { fields: {} })).toThrow('what is left');
  });

  it.each<[string, Parameters<typeof answerTo>[1]]>([
    ['Choose a value for every field.', { survivor: 'keep' }],
    ['Choose a value.', { fields: {} }],
    ['no conflict about', { fields: { name: { value: 1 }, constructor: { value: 1 } } }],
  ])('that is none is refused: %s', (message, input) => {
    expect(() => answerTo(open, input)).toThrow(message);
  });

  it('knows what the person was shown', () => {
    const before = { fields: [conflict(null)], state: 'open' as const, answer: null };
    expect(carried(before, answered('x')).name).toEqual({
      value: 'x',
      given: { external: 'there', document: 'here' },
    });
    const decided = { fields: [conflict('external')], state: 'decided' as const, answer: null };
    expect(carried(decided, answered('x')).name).toEqual({
      value: 'x',
      given: { decided: 'there' },
    });
  });
});

it.each<[FieldConflict['winner'], unknown, unknown]>([
  ['external', undefined, 'here'],
  ['document', undefined, 'there'],
  // A person has chosen before.
  [null, 'here', 'there'],
  [null, 'there', 'here'],
  [null, 'another one', 'here'],
  // Taken back once, it is taken back to what it was.
  ['external', 'here', 'there'],
])('where %s has won and %j was answered, taking it back comes to %j', (winner, said, expected) => {
  const answer = said === undefined ? null : answered(said);
  expect(undoing({ fields: [conflict(winner)], answer })).toEqual(answered(expected));
});
