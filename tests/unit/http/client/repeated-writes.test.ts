import { loopbackForFile } from '../../../support/loopback-sender';
import { startReceiver } from '../../../support/receiver';
import { clientAt } from '../../../support/vendors/client-at';

const { keep, senderWith } = loopbackForFile();

it.each([
  ['stripe', 'heeds', 3],
  ['github', 'is not known to heed', 1],
])('a write to %s, which %s a key, is sent %i times', async (provider, _heeds, times) => {
  const receiver = await keep(startReceiver());
  const baseUrl = receiver.url('/v1');
  const client = clientAt(provider, { sender: senderWith(), baseUrl, token: 'token' });
  receiver.answer('/v1/things', { status: 503 });
  const options = { idempotencyKey: 'k1', retries: 2 };
  await expect(client.post('/things', { a: 1 }, options)).rejects.toMatchObject({ status: 503 });
  const sent = receiver.requests.map(({ headers }) => headers['idempotency-key']);
  expect(sent).toEqual(Array(times).fill('k1'));
});
