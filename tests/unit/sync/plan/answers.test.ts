import { holdsStill } from '../../../../server/src/sync/plan/answers';
import { mergeFields } from '../../../../server/src/sync/plan/merge-fields';
import type { FieldRule, Policy } from '../../../../server/src/sync/plan/policy';

const shown = { external: 'there', document: 'here' };
const compared = { there: 'there', here: 'here', wasThere: 'was', wasHere: 'was' };

describe('an answer holds', () => {
  it.each([
    ['while both sides hold what was shown', {}, true],
    ['no longer where the service has changed', { there: 'anew' }, false],
    ['no longer where the entry has changed', { here: 'anew' }, false],
  ])('%s', (_name, change, expected) => {
    const answer = { value: 'x', given: shown };
    expect(holdsStill(answer, { ...compared, ...change })).toBe(expected);
  });

  const agreed = { there: 'Decided', here: 'decided', wasThere: 'Decided', wasHere: 'decided' };
  it.each([
    ['while both sides are as it was decided, whichever way each spells it', {}, true],
    ['no longer where the service has changed since', { there: 'anew' }, false],
    ['no longer where the entry has changed since', { here: 'anew' }, false],
    ['no longer where both have agreed on something else since', SAME('later'), false],
  ])('%s', (_name, change, expected) => {
    const answer = { value: 'x', given: { decided: 'decided' } };
    expect(holdsStill(answer, { ...agreed, ...change })).toBe(expected);
  });

  function SAME(value: string) {
    return { there: value, here: value, wasThere: value, wasHere: value };
  }
});

describe('an answered field', () => {
  const merged = (flow: FieldRule['flow'], value: unknown) => {
    const policy: Policy = {
      direction: 'two-way',
      fields: [{ field: 'name', flow, owner: 'external' }],
      strategy: 'manual',
      deletes: { document: 'ignore', external: 'ignore' },
      brake: { count: 1, percent: 1 },
    };
    const base = { external: { name: 'was' }, document: { name: 'was' } };
    const external = { values: { name: 'there' }, changedAt: null };
    const document = { values: { name: 'here' }, changedAt: 1 };
    const answers = new Map([['name', { value, given: shown }]]);
    return mergeFields(base, external, document, policy, answers);
  };

  it.each<[FieldRule['flow'], string, string[], string[]]>([
    ['both', 'there', [], ['there']],
    ['both', 'here', ['here'], []],
    ['both', 'other', ['other'], ['other']],
    ['import', 'here', [], []],
    ['import', 'there', [], ['there']],
    ['export', 'there', [], []],
    ['export', 'here', ['here'], []],
  ])('that flows %s and is to be "%s" is written where it may be', (flow, value, out, here) => {
    const { toExternal, toDocument, conflicts, base } = merged(flow, value);
    expect(toExternal.map(({ after }) => after)).toEqual(out);
    expect(toDocument.map(({ after }) => after)).toEqual(here);
    expect(conflicts).toEqual([]);
    // What was left as it is counts as known, so that it is not asked about again.
    expect(base.external.name).toBe(out[0] ?? 'there');
    expect(base.document.name).toBe(here[0] ?? 'here');
  });
});
