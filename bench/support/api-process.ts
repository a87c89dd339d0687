import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { serveCommands } from './commands';

/* The service that is called: a record of some 200 bytes, of which `/kept/…` may be kept for a minute, and its tokens. */

const BODY = JSON.stringify({
  id: 'prod_1',
  name: 'Harbour mug',
  description: 'Stoneware, 350 ml, dishwasher safe, in the colours of the sea.',
  price: 1450,
  currency: 'eur',
  active: true,
  updated: '2026-01-01T00:00:00.000Z',
});
const TOKEN = JSON.stringify({
  access_token: 'bench-token-0123456789',
  token_type: 'Bearer',
  expires_in: 24 * 60 * 60,
});
let served = 0;

const server = createServer((request, response) => {
  served += 1;
  const isKept = request.url?.startsWith('/kept/');
  response.writeHead(200, {
    'Content-Type': 'application/json',
    ...(isKept && { 'Cache-Control': 'max-age=60' }),
  });
  response.end(request.url === '/token' ? TOKEN : BODY);
});

const commands = {
  url: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  /** How many requests were answered since it was last asked. */
  served(): number {
    const count = served;
    served = 0;
    return count;
  },
  end: () => process.exit(0),
};

export type ApiCommands = typeof commands;

void once(server.listen(0, '127.0.0.1'), 'listening').then(() => serveCommands(commands));
