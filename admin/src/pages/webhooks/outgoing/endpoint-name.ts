import type { Endpoint } from '../../../api/outgoing-contracts';

/** What people call an endpoint: its description, or the host it posts to. */
export const nameOf = ({ description, url }: Pick<Endpoint, 'description' | 'url'>): string => {
  if (description.trim() !== '') return description;
  return URL.canParse(url) ? new URL(url).host : url;
};
