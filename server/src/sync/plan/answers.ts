import type { LinkState } from './record-state';
import { isSameValue } from './same-value';

/** What a person has said that a field is to hold. */
export interface FieldAnswer {
  value: unknown;
  /** What he was shown: what both sides held, or, of what was decided before, what it was decided to be. */
  given: { external: unknown; document: unknown } | { decided: unknown };
}

/** What a person has said about one pair, by field. */
export interface Answers {
  documentId: string;
  fields: ReadonlyMap<string, FieldAnswer>;
}

/** One field on both sides, and on each what it was. */
export interface Compared {
  there: unknown;
  here: unknown;
  wasThere: unknown;
  wasHere: unknown;
}

/** Whether what a person was shown is still so; otherwise he has to be asked anew. */
export function holdsStill(
  { given }: FieldAnswer,
  { there, here, wasThere, wasHere }: Compared,
): boolean {
  if ('decided' in given) {
    const isDecided = (value: unknown) => isSameValue(value, given.decided);
    // One side may spell a value in a way of its own; one that does not flow is not in the base.
    const isKnown = [there, here, wasThere, wasHere].some(isDecided);
    const isAsItWas = (value: unknown, was: unknown) => isSameValue(value, was) || isDecided(value);
    return isKnown && isAsItWas(there, wasThere) && isAsItWas(here, wasHere);
  }
  return isSameValue(there, given.external) && isSameValue(here, given.document);
}

/** The answers about a pair. */
export function answersAbout(
  { documentId }: Pick<LinkState, 'documentId'>,
  answers: Answers | null,
): Answers['fields'] | null {
  return answers?.documentId === documentId ? answers.fields : null;
}
