import type { EventDetail } from '../../../../api/incoming-contracts';
import { isContainer } from '../../../../components/json-tree-parts';

/** What an event holds as an object or a list; undefined for a body that is neither. */
export const bodyTree = ({
  body,
  bodyEncoding,
  payload,
}: Pick<EventDetail, 'body' | 'bodyEncoding' | 'payload'>): unknown => {
  if (isContainer(payload)) return payload;
  if (bodyEncoding !== 'text') return undefined;
  try {
    const value: unknown = JSON.parse(body);
    return isContainer(value) ? value : undefined;
  } catch {
    return undefined;
  }
};
