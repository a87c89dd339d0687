import type { VerificationProblem } from '../../../../api/incoming-contracts';
import type { TextKey } from '../../../../hooks/use-text';

type Code = VerificationProblem['code'];

/** Every way in which a request can fail its verification. The compiler asks for the words of a new one. */
const PROBLEM_CODES: Record<Code, true> = {
  'header-missing': true,
  'header-repeated': true,
  'header-malformed': true,
  'timestamp-malformed': true,
  'timestamp-old': true,
  'timestamp-future': true,
  'body-malformed': true,
  'body-digest-differs': true,
  'body-too-large': true,
  'body-ratio': true,
  'body-late': true,
  'body-incomplete': true,
  'rate-limited': true,
  'encoding-unsupported': true,
  'encoding-broken': true,
  'secret-unusable': true,
  'signature-differs': true,
  'credentials-differ': true,
  'organization-differs': true,
  'verifier-failed': true,
};

const isKnown = (code: string): code is Code => Object.hasOwn(PROBLEM_CODES, code);

/** What failed, what usually causes it, and what to do; general words for a code of the site's own provider. */
export const problemKeys = (code: string): Record<'problem' | 'cause' | 'remedy', TextKey> => {
  const known = isKnown(code) ? code : 'other';
  return {
    problem: `incoming.problem.${known}`,
    cause: `incoming.problem.${known}.cause`,
    remedy: `incoming.problem.${known}.remedy`,
  };
};
