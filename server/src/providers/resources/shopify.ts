import type { ApiClient } from '../../http/client/api-client';
import { pagingMalformed } from '../../http/client/next-page';
import { defineResource, type Resource } from './resource';
import { askShopify, mutate, MutationRefusedError } from './shopify-graphql';
import { SHOPIFY_KINDS, type ShopifyKind, type ShopifyNode } from './shopify-kinds';

/** A query may cost a thousand points; of these records each costs some ten. */
const PAGE_SIZE = 50;

interface Listing {
  nodes: ShopifyNode[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** Where the next page begins; null on the last. */
function nextAfter({ hasNextPage, endCursor }: Listing['pageInfo']): string | null {
  if (!hasNextPage) return null;
  return endCursor ?? cutShort('more follow, and it does not say from where');
}

function cutShort(why: string): never {
  throw pagingMalformed(
    `Shopify's answer is no page to go on from: ${why}. Reading stopped, so that a part does not pass for the whole.`,
  );
}

function resourceOf({
  singular,
  name,
  selection,
  fields,
  input,
  recordOf = (node) => node,
}: ShopifyKind) {
  const plural = `${singular}s`;
  const one = `query ($id: ID!) { ${singular}(id: $id) { ${selection} } }`;
  const all = `query ($first: Int!, $after: String, $query: String) {
    ${plural}(first: $first, after: $after, query: $query, sortKey: ID) {
      nodes { ${selection} } pageInfo { hasNextPage endCursor }
    }
  }`;

  async function get(client: ApiClient, id: string): Promise<object | null> {
    const data = await askShopify<Record<string, ShopifyNode | null>>(client, one, { id });
    const node = data[singular];
    return node ? recordOf(node) : null;
  }

  return defineResource({
    id: plural,
    name,
    fields,
    idPath: 'id',
    changedAtPath: 'updatedAt',
    isIncremental: true,
    async *list(client, { position, since, filter, signal }) {
      let after = position ?? null;
      do {
        const variables = { first: PAGE_SIZE, after, query: searchOf(filter?.query, since) };
        const data = await askShopify<Record<string, Listing>>(client, all, variables, signal);
        const { nodes, pageInfo } = data[plural] ?? cutShort(`there are no ${plural} in it`);
        after = nextAfter(pageInfo);
        yield { records: nodes.map(recordOf), position: after };
      } while (after !== null);
    },
    get,
    ...(input && {
      async create(client: ApiClient, record: object) {
        const mutation = `mutation ($input: ${input.create}) {
          ${singular}Create(${input.argument}: $input) { record: ${singular} { ${selection} } userErrors { field message } }
        }`;
        return recordOf(
          (await mutate<{ record: ShopifyNode }>(client, `${singular}Create`, mutation, record))
            .record,
        );
      },
      async update(client: ApiClient, id: string, changes: object) {
        const mutation = `mutation ($input: ${input.update}) {
          ${singular}Update(${input.argument}: $input) { record: ${singular} { ${selection} } userErrors { field message } }
        }`;
        const changed = await unlessGone(client, id, () =>
          mutate<{ record: ShopifyNode }>(client, `${singular}Update`, mutation, {
            ...changes,
            id,
          }),
        );
        return changed && recordOf(changed.record);
      },
      async delete(client: ApiClient, id: string) {
        const mutation = `mutation ($input: ${input.delete}) {
          ${singular}Delete(input: $input) { userErrors { field message } }
        }`;
        await unlessGone(client, id, () => mutate(client, `${singular}Delete`, mutation, { id }));
      },
    }),
  });

  /** Null where it is refused because there is no such record, which Shopify says in words alone. */
  async function unlessGone<T>(
    client: ApiClient,
    id: string,
    work: () => Promise<T>,
  ): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof MutationRefusedError && (await get(client, id)) === null) return null;
      throw error;
    }
  }
}

/** The search of a listing; null for everything. */
function searchOf(query: string | undefined, since: number | undefined): string | null {
  const changed = since === undefined ? null : `updated_at:>='${new Date(since).toISOString()}'`;
  if (!query?.trim()) return changed;
  return changed === null ? query : `(${query}) AND ${changed}`;
}

/**
 * Records of a shop, by the GraphQL Admin API; that of REST is kept for old apps. A listing is narrowed by `query`, in
 * Shopify's search syntax. Its search takes a moment to know what has changed.
 *
 * Shopify knows no idempotency keys for these writes.
 *
 * @see https://shopify.dev/docs/api/admin-graphql
 * @see https://shopify.dev/docs/api/usage/search-syntax
 */
export const shopifyResources: Resource[] = SHOPIFY_KINDS.map(resourceOf);
