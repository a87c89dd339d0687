import type { Answers } from './answers';
import type { AskAboutDeletion, Meet, Update } from './change';
import { digestOfConflicts, digestOfDeletion } from './conflict-digest';
import { mergeFields } from './merge-fields';
import type { Policy } from './policy';
import type {
  Awaited,
  DocumentState,
  ExternalState,
  LinkState,
  Side,
  Values,
} from './record-state';
import { isSameValue } from './same-value';

/**
 * What is to be done about two that know each other; null where that is nothing.
 *
 * @param external null where the service was not asked, so that it is taken to be as it was
 */
export function planUpdate(
  link: LinkState,
  external: ExternalState | null,
  document: DocumentState,
  policy: Policy,
  answers: Answers['fields'] | null = null,
): Update | null {
  const there = external ?? { values: baseOf(link, policy).external, changedAt: null };
  const merge = mergeFields(link.base, there, document, policy, answers);
  const openConflict = digestOfConflicts(merge.conflicts);
  const isQuiet =
    merge.toDocument.length === 0 &&
    merge.toExternal.length === 0 &&
    link.gone === null &&
    openConflict === link.openConflict &&
    isSameValue(awaitedBy(external, document, link), link.awaited ?? []) &&
    isSameValue(merge.base, baseOf(link, policy));
  return isQuiet ? null : { kind: 'update', link, external, document, merge, openConflict };
}

/**
 * What a pair still lacks on either side.
 *
 * @param external null where the service was not asked, so that it lacks what it did
 */
export function awaitedBy(
  external: Pick<ExternalState, 'awaited'> | null,
  document: Pick<DocumentState, 'awaited'>,
  link: Pick<LinkState, 'awaited'> | null,
): Awaited[] {
  const before = link?.awaited?.filter(({ side }) => side === 'external');
  return [...((external ? external.awaited : before) ?? []), ...(document.awaited ?? [])];
}

/** What is to be done about two that meet for the first time. */
export function planMeeting(
  external: ExternalState,
  document: DocumentState,
  policy: Policy,
): Meet {
  const merge = mergeFields(null, external, document, policy);
  const openConflict = digestOfConflicts(merge.conflicts);
  return { kind: 'meet', link: null, external, document, merge, openConflict };
}

/** A question for a person, unless it was asked before. */
export function askAboutDeletion(
  link: LinkState,
  gone: Side,
  survivor: Values,
): AskAboutDeletion | null {
  const openConflict = digestOfDeletion(gone, survivor);
  if (openConflict === link.openConflict) return null;
  return { kind: 'ask-about-deletion', link, gone, survivor, openConflict };
}

/** The base of the fields that are mapped now; a mapping may have changed since. */
function baseOf({ base }: LinkState, { fields }: Policy) {
  const pick = (values: Values) =>
    Object.fromEntries(fields.map(({ field }) => [field, values[field] ?? null]));
  return { external: pick(base.external), document: pick(base.document) };
}
