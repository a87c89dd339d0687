import type { Endpoint, EndpointListItem } from '../../server/src/outgoing/contracts';
import { OUTGOING } from './outgoing';
import type { RunningStrapi } from './strapi';

export const ENDPOINTS = `${OUTGOING}/endpoints`;

export async function readEndpoint({ http }: RunningStrapi, id: number): Promise<EndpointListItem> {
  return (await http.get(`${ENDPOINTS}/${id}`).expect(200)).body.data;
}

export async function changeEndpoint(
  { http }: RunningStrapi,
  id: number,
  changes: object,
): Promise<Endpoint> {
  return (await http.put(`${ENDPOINTS}/${id}`).send(changes).expect(200)).body.data;
}
