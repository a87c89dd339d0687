import type { Endpoint, EndpointInput } from '../../../server/src/outgoing/contracts';
import type { HttpClient } from '../../support/http-client';

const API = '/integration-builder/outgoing';

/** Creates an endpoint as an administrator would. */
export async function anEndpointAt(
  http: HttpClient,
  url: string,
  input: Partial<EndpointInput> = {},
): Promise<Endpoint & { secret: string }> {
  const response = await http
    .post(`${API}/endpoints`)
    .send({ url, description: 'Shop', eventTypes: ['entry.*'], ...input })
    .expect(201);
  return (response.body as { data: Endpoint & { secret: string } }).data;
}

/** Sends examples of an event, so that an endpoint has something in its log. */
export async function sendExamples(
  http: HttpClient,
  endpointId: number,
  count: number,
  eventType = 'entry.publish:api::article.article',
): Promise<void> {
  for (let sent = 0; sent < count; sent += 1) {
    await http
      .post(`${API}/endpoints/${endpointId}/example`)
      .send({ eventType })
      .expect((response) => {
        if (!response.ok) throw new Error(response.text);
      });
  }
}
