import type { DeliveryDetail, DeliveryListItem } from '../../server/src/outgoing/contracts';
import { eventually, OUTGOING, sendMany } from './outgoing';
import type { RunningStrapi } from './strapi';

export type DeliveryLog = ReturnType<typeof deliveryLogOf>;

type Query = Record<string, string | number>;

/** The rows behind the log, for what takes hours on a real site. */
export const deliveriesTable = ({ strapi }: RunningStrapi) =>
  strapi.db.connection('ib_webhook_deliveries');

/** Forgets every delivery and what belongs to it. */
export async function emptyLog({ strapi }: RunningStrapi): Promise<void> {
  for (const table of ['deliveries', 'attempts', 'messages', 'statistics']) {
    await strapi.db.connection(`ib_webhook_${table}`).delete();
  }
}

/** What the admin API says of the deliveries to an endpoint. */
export function deliveryLogOf(running: RunningStrapi, endpointId: number) {
  async function page(query: Query = {}) {
    const search = new URLSearchParams({ endpointId: String(endpointId) });
    for (const [name, value] of Object.entries(query)) search.set(name, String(value));
    const { body } = await running.http.get(`${OUTGOING}/deliveries?${search}`).expect(200);
    return body as { data: DeliveryListItem[]; meta: { nextCursor: string | null } };
  }

  /** Waits until as many of the endpoint's deliveries are in the state. */
  const settled = (count: number, state: string) =>
    eventually(async () => {
      const { data } = await page({ state, pageSize: 100 });
      return data.length === count && data;
    });

  return {
    page,
    settled,

    async detail(id: number): Promise<DeliveryDetail> {
      return (await running.http.get(`${OUTGOING}/deliveries/${id}`).expect(200)).body.data;
    },

    /** Waits until the only waiting delivery was tried once. */
    waitingAfterOneTry: () =>
      eventually(async () => {
        const [delivery] = (await page({ state: 'pending' })).data;
        return delivery?.attemptCount === 1 && delivery;
      }),

    /** Deliveries of one message that have long been delivered. */
    async insertFinished(count: number): Promise<number[]> {
      await sendMany(running, 1);
      const [first] = await settled(1, 'succeeded');
      const { id: _id, ...row } = await deliveriesTable(running)
        .where({ id: first?.id ?? 0 })
        .first();
      const copies = Array.from({ length: count - 1 }, () => row);
      await running.strapi.db.connection.batchInsert('ib_webhook_deliveries', copies, 50);
      return deliveriesTable(running).where({ endpoint_id: endpointId }).orderBy('id').pluck('id');
    },
  };
}
