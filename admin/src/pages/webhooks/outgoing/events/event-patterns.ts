import type { ContentTypeInfo, EventTypeInfo } from '../../../../api/outgoing-contracts';

/** A branch of the tree of events: a content type, the media library, the site's own events. */
export interface EventGroup {
  id: string;
  label: string;
  /** The pattern that stands for everything in the group, where there is one. */
  all: string | null;
  patterns: string[];
}

export interface EventGroupLabels {
  anyType: string;
  media: string;
  other: string;
}

/** The pattern of every event that there is and will be. */
export const EVERYTHING = '*';

const TYPE_OF_PATTERN = /^([^:]+)(?::(.+))?$/;

/** The two halves of a pattern: `entry.publish:api::article.article` is the event and the content type. */
export const splitPattern = (pattern: string): { event: string; uid: string | null } => {
  const [, event = pattern, uid = null] = TYPE_OF_PATTERN.exec(pattern) ?? [];
  return { event, uid };
};

/** Whether one pattern includes everything that another selects; a pattern includes itself. */
export const includesPattern = (wider: string, narrower: string): boolean => {
  if (wider === EVERYTHING || wider === narrower) return true;
  const outer = splitPattern(wider);
  const inner = splitPattern(narrower);
  const isTypeIncluded = outer.uid === null || outer.uid === inner.uid;
  const isEventIncluded =
    outer.event === inner.event ||
    (outer.event.endsWith('.*') && inner.event.startsWith(outer.event.slice(0, -1)));
  return isTypeIncluded && isEventIncluded;
};

/** Whether a pattern is selected by another, wider one, so that choosing it as well would change nothing. */
export const isImplied = (pattern: string, selected: string[]): boolean =>
  selected.some((candidate) => candidate !== pattern && includesPattern(candidate, pattern));

/** The selection with a pattern added, without what it now includes anyway. */
export const addPattern = (selected: string[], pattern: string): string[] => [
  ...selected.filter((candidate) => !includesPattern(pattern, candidate)),
  pattern,
];

/** The selection without the given patterns. */
export const removePatterns = (selected: string[], patterns: string[]): string[] =>
  selected.filter((candidate) => !patterns.includes(candidate));

const namesIn = (eventTypes: EventTypeInfo[], prefix: string): string[] => [
  ...new Set(eventTypes.map(({ name }) => name).filter((name) => name.startsWith(prefix))),
];

/** The tree of everything that an endpoint can listen to, with what it already listens to and nobody declares. */
export const groupEvents = (
  eventTypes: EventTypeInfo[],
  contentTypes: ContentTypeInfo[],
  selected: string[],
  labels: EventGroupLabels,
): EventGroup[] => {
  const entryEvents = [
    ...new Set(
      contentTypes.flatMap(({ actions }) => actions.map((action) => splitPattern(action).event)),
    ),
  ];
  const groups: EventGroup[] = [
    { id: 'any', label: labels.anyType, all: 'entry.*', patterns: entryEvents },
    ...contentTypes.map(({ uid, displayName, actions }) => ({
      id: uid,
      label: displayName,
      all: null,
      patterns: actions,
    })),
    { id: 'media', label: labels.media, all: 'media.*', patterns: namesIn(eventTypes, 'media.') },
  ];
  const known = new Set<string | null>([
    EVERYTHING,
    ...groups.flatMap(({ all, patterns }) => [all, ...patterns]),
  ]);
  const declared = eventTypes.filter(({ group }) => group === 'plugin').map(({ name }) => name);
  const others = [...new Set([...declared, ...selected])].filter((pattern) => !known.has(pattern));
  return [...groups, { id: 'other', label: labels.other, all: null, patterns: others }].filter(
    ({ patterns }) => patterns.length > 0,
  );
};

/** The groups and patterns that contain what was searched for, in their name or in the words shown for them. */
export const searchEvents = (
  groups: EventGroup[],
  search: string,
  wordsOf: (pattern: string) => string,
): EventGroup[] => {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return groups;
  const matches = (text: string) => text.toLowerCase().includes(wanted);
  return groups.flatMap((group) => {
    if (matches(group.label)) return [group];
    const patterns = group.patterns.filter(
      (pattern) => matches(pattern) || matches(wordsOf(pattern)),
    );
    return patterns.length > 0 ? [{ ...group, patterns }] : [];
  });
};

/**
 * The events of one kind each that a selection leads to, and what of them can be shown: nobody has declared what the
 * events of the site's own code look like.
 */
export const concreteEvents = (
  groups: EventGroup[],
  eventTypes: EventTypeInfo[],
  selected: string[],
): string[] => {
  const declared = new Set(
    eventTypes.map(({ name, group }) => (group.includes('::') ? `${name}:${group}` : name)),
  );
  return groups
    .filter(({ id }) => id !== 'any')
    .flatMap(({ patterns }) => patterns)
    .filter(
      (pattern) =>
        !pattern.includes('*') &&
        declared.has(pattern) &&
        selected.some((candidate) => includesPattern(candidate, pattern)),
    );
};

/** The content types whose entries a selection can send. */
export const selectedContentTypes = (
  contentTypes: ContentTypeInfo[],
  selected: string[],
): ContentTypeInfo[] =>
  contentTypes.filter(({ actions }) =>
    actions.some((action) => selected.some((candidate) => includesPattern(candidate, action))),
  );

/** Whether a text can be a pattern of events; the server decides whether it is one it knows. */
export const isPattern = (text: string): boolean =>
  /^[\w-]+(\.[\w-]+)*(\.\*)?(:[\w.:-]+)?$/.test(text);
