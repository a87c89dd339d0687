/** The part of an address before the last name of a source: `https://example.com/api/integration-builder/in/`. */
const BEFORE_SLUG = /^(.*\/)[^/]*$/s;

/** Where the path of the webhooks is while no source tells it. */
const DEFAULT_PATH = '/api/integration-builder/in/';

interface Addressed {
  address: string;
  publicUrl: string | null;
}

/**
 * The address to enter at the service: the public one where there is one, else the source's own. A path, which is all
 * that Strapi knows without a `server.url`, is completed by the origin under which the panel reaches Strapi.
 */
export const publicAddress = ({ address, publicUrl }: Addressed, origin: string): string =>
  publicUrl ?? (URL.canParse(address) ? address : new URL(address, origin).href);

/**
 * The address that a source with the given slug will have.
 *
 * @param other the address of any other source, which tells how they are made here
 */
export const futureAddress = (slug: string, other: string | undefined, origin: string): string => {
  const start = BEFORE_SLUG.exec(other ?? DEFAULT_PATH)?.[1] ?? DEFAULT_PATH;
  return publicAddress({ address: `${start}${slug}`, publicUrl: null }, origin);
};

/** The origin under which the panel reaches Strapi. */
export const strapiOrigin = (): string => {
  const { strapi } = window as { strapi?: { backendURL?: unknown } };
  const backend = typeof strapi?.backendURL === 'string' ? strapi.backendURL : '';
  return URL.canParse(backend) ? backend : window.location.origin;
};
