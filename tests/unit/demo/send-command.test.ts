import { execFile } from 'node:child_process';
import path from 'node:path';

import { type LoopbackServer, startHttpServer } from '../../support/loopback-server';

interface Received {
  path: string;
  body: string;
}

const SCRIPT = path.resolve(__dirname, '../../../demo/send.mjs');

let strapi: LoopbackServer;
let received: Received[];
let status: number;

beforeAll(async () => {
  strapi = await startHttpServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push({ path: request.url ?? '', body });
      response.writeHead(status).end('{"received":true}');
    });
  });
});
afterAll(() => strapi.stop());
beforeEach(() => {
  received = [];
  status = 200;
});

interface Outcome {
  code: number;
  output: string;
}

/** Runs `npm run demo:send` with these arguments. */
const send = (args: string[], env: Record<string, string> = {}): Promise<Outcome> =>
  new Promise((resolve) => {
    const options = { env: { ...process.env, ...env } };
    execFile(process.execPath, [SCRIPT, ...args], options, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr }),
    );
  });

const here = () => ['--at', `http://127.0.0.1:${strapi.port}`];

describe('npm run demo:send', () => {
  it('posts the first event of a vendor to its source, and says where to look', async () => {
    const { code, output } = await send(['stripe', ...here()]);
    expect(code).toBe(0);
    expect(received.map(({ path }) => path)).toEqual(['/api/integration-builder/in/stripe']);
    expect(received[0]?.body).toContain('"type": "product.updated"');
    expect(output).toContain('200 accepted  {"received":true}');
    expect(output).toContain('/admin/plugins/integration-builder/webhooks/incoming');
  });

  it('posts a named event to another source', async () => {
    await send(['stripe', 'invoice.paid', '--to', 'my-slug', ...here()]);
    expect(received[0]?.path).toBe('/api/integration-builder/in/my-slug');
    expect(received[0]?.body).toContain('"type": "invoice.paid"');
  });

  it('posts the same one twice', async () => {
    await send(['github', '--repeat', ...here()]);
    expect(received).toHaveLength(2);
    expect(received[1]).toEqual(received[0]);
  });

  it('fails where a genuine event is refused', async () => {
    status = 401;
    const { code, output } = await send(['slack', ...here()]);
    expect(code).toBe(1);
    expect(output).toContain('401 refused: it is not genuine');
  });

  it('expects that one that was tampered with is refused', async () => {
    expect(await send(['slack', '--tamper', ...here()])).toMatchObject({ code: 1 });
    status = 401;
    expect(await send(['slack', '--tamper', ...here()])).toMatchObject({ code: 0 });
  });

  it.each([
    [['strip'], 'There is no vendor "strip". There are: stripe, github,'],
    [['stripe', 'paid'], 'Stripe sends no "paid" here. It sends: product.updated,'],
  ])('says what is wrong with %p', async (args, message) => {
    const { code, output } = await send(args);
    expect(code).toBe(1);
    expect(output).toContain(message);
  });

  it('says that nothing answers', async () => {
    const stopped = await startHttpServer(() => undefined);
    await stopped.stop();
    const { code, output } = await send(['stripe', '--at', `http://127.0.0.1:${stopped.port}`]);
    expect(code).toBe(1);
    expect(output).toMatch(/Nothing answers at .*ECONNREFUSED.*npm run demo/);
  });

  it('notices an option that npm has kept for itself', async () => {
    const { code, output } = await send(['stripe', ...here()], { npm_config_tamper: 'true' });
    expect(code).toBe(1);
    expect(output).toContain('npm run demo:send stripe -- --tamper');
    expect(received).toEqual([]);
  });

  it('lists every vendor with its events and its secret', async () => {
    const { output } = await send(['--list']);
    expect(output).toContain('salesforce  (Salesforce)');
    expect(output).toContain('release.published');
    expect(output).toContain('whsec_demo_secret_of_stripe_1');
  });
});
