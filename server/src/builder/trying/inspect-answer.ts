import type { Paging } from '../../http/client/api-rules';
import { nextPosition, recordsOf, type PageAnswer } from '../../http/client/next-page';
import { valueAt } from '../../http/client/value-at';
import { parseUrl } from '../../parse-url';
import { detectFields } from '../../providers/resources/detect-fields';
import { detectPaging, recordsPathOf } from '../../providers/resources/detect-paging';
import type { Detected, TrialResult } from '../contracts';

/**
 * Tells what an answer holds, and how the listing that it may be a page of is divided.
 *
 * @param chosen how an editor says that it is divided; what of it shows in the answer goes before what is detected
 */
export function inspectAnswer(
  answer: PageAnswer,
  chosen: Paging | undefined,
): Pick<TrialResult, 'detected' | 'next'> {
  const found = detectPaging(answer);
  const recordsPath = (chosen && recordsOf(chosen, answer.body) ? chosen : found)?.recordsPath;
  const path = recordsPath ?? recordsPathOf(answer.body);
  if (path === null) return { detected: null, next: null };
  const records = valueAt(answer.body, path);
  if (!Array.isArray(records)) return { detected: null, next: null };

  const detected: Detected = {
    paging: found ?? { style: 'none', recordsPath: path },
    isPagingSeen: found !== null,
    recordCount: records.length,
    ...detectFields(records),
  };
  return { detected, next: chosen ? nextOf(chosen, answer) : null };
}

/** Whether there is a next page, and whether credentials may go there. */
function nextOf(paging: Paging, answer: PageAnswer): TrialResult['next'] {
  const records = recordsOf(paging, answer.body);
  if (!records) return null;
  const next = nextPosition(paging, answer, records, null);
  if (next === null) return 'none';
  const isAddress = paging.style === 'link' || paging.style === 'next-url';
  return isAddress && parseUrl(next)?.origin !== answer.url.origin ? 'elsewhere' : 'more';
}
