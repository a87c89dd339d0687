import { flowsFrom, otherSide, type Policy, sourceOf } from './policy';
import type { Side, Values } from './record-state';
import { isSameValue } from './same-value';

/** Whether a side has changed since, in a field that flows from it. */
export function hasNews(
  side: Side,
  values: Values,
  base: Values,
  { fields }: Pick<Policy, 'fields'>,
): boolean {
  return fields.some(
    (rule) =>
      flowsFrom(side, rule) &&
      Object.hasOwn(values, rule.field) &&
      !isSameValue(values[rule.field], base[rule.field]),
  );
}

/** Whether a side has changed since in any field, also in one that is its own affair. */
export function isEdited(
  values: Values,
  base: Values,
  { fields }: Pick<Policy, 'fields'>,
): boolean {
  return fields.some(({ field }) => !isSameValue(values[field], base[field]));
}

/** The fields that flow from a side, with what they hold there; without those that are to be left alone. */
export function newsOf(side: Side, values: Values, { fields }: Pick<Policy, 'fields'>): Values {
  return Object.fromEntries(
    fields
      .filter((rule) => flowsFrom(side, rule) && Object.hasOwn(values, rule.field))
      .map(({ field }) => [field, values[field] ?? null]),
  );
}

/**
 * What becomes of a side that was changed while its twin was deleted. When that was nobody knows, so that "the latest" is
 * what is there.
 */
export function fateOf(survivor: Side, policy: Policy): 'asked' | 'kept' | 'deleted' {
  const source = sourceOf(policy, { flow: 'both' });
  switch (policy.strategy) {
    case 'manual':
    case 'field-owner':
      return 'asked';
    case 'latest-wins':
      return 'kept';
    case 'source-wins':
      return source === survivor ? 'kept' : 'deleted';
    case 'destination-wins':
      return otherSide(source) === survivor ? 'kept' : 'deleted';
  }
}
