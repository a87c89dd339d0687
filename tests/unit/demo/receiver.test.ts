import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Webhook } from 'svix';

import { startDemoReceiver, type DemoReceiver } from '../../support/demo-receiver';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const SCRIPT = path.resolve(__dirname, '../../../demo/receiver.mjs');
const BODY = JSON.stringify({ type: 'entry.publish', data: {} });

let directory: string;
let secretFile: string;
let receiver: DemoReceiver;

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'ib-receiver-'));
  secretFile = path.join(directory, 'secret');
  writeFileSync(secretFile, `${SECRET}\n`);
  receiver = await startDemoReceiver({ secretFile });
});
afterAll(async () => {
  await receiver?.stop();
  rmSync(directory, { recursive: true, force: true });
});

let count = 0;

/** Posts a delivery as Strapi would, signed by the svix library; the body that is sent may be another. */
async function deliver({ body = BODY, signal }: { body?: string; signal?: AbortSignal } = {}) {
  count += 1;
  const id = `msg_${count}`;
  const at = new Date();
  const response = await fetch(`${receiver.url}/webhooks`, {
    method: 'POST',
    body,
    ...(signal && { signal }),
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(SECRET).sign(id, at, BODY),
    },
  });
  return { id, status: response.status, text: await response.text() };
}

const newest = async () => (await receiver.deliveries())[0];

describe('the receiver of the demo', () => {
  it('verifies what comes and keeps it for everyone to see', async () => {
    const { id, status } = await deliver();
    expect(status).toBe(200);
    expect(await newest()).toMatchObject({
      id,
      type: 'entry.publish',
      verified: true,
      answered: 'ok',
      body: BODY,
    });
    const page = await (await fetch(receiver.url)).text();
    expect(page).toContain(id);
  });

  it('refuses what was changed on its way, and says why', async () => {
    const { status, text } = await deliver({ body: BODY.replace('publish', 'delete') });
    expect(status).toBe(401);
    expect(text).toContain('No matching signature');
    expect(await newest()).toMatchObject({ type: 'entry.delete', verified: text });
  });

  it('can be told to fail, to answer slowly and to hang', async () => {
    await receiver.tell('fail');
    expect(await deliver()).toMatchObject({ status: 500 });

    await receiver.tell('slow');
    const begunAt = Date.now();
    expect(await deliver()).toMatchObject({ status: 200 });
    expect(Date.now() - begunAt).toBeGreaterThan(4_500);

    await receiver.tell('hang');
    await expect(deliver({ signal: AbortSignal.timeout(500) })).rejects.toThrow(/abort|timeout/i);
    expect(await newest()).toMatchObject({ verified: true, answered: 'hang' });
    await receiver.tell('ok');
    expect(await deliver()).toMatchObject({ status: 200 });
  }, 20_000);

  it('takes no order that it does not know', async () => {
    const { status, text } = await receiver.tell('explode');
    expect({ status, text }).toEqual({
      status: 400,
      text: 'Say one of: ok, slow, fail, hang, stop',
    });
  });

  it('is told by its own command, and stopped by it', async () => {
    const env = { ...process.env, RECEIVER_PORT: String(receiver.port) };
    const tell = (order: string): Promise<string> =>
      new Promise((resolve) =>
        execFile(process.execPath, [SCRIPT, order], { env }, (_error, stdout, stderr) =>
          resolve(stdout + stderr),
        ),
      );
    expect(await tell('fail')).toContain('The receiver now answers 500.');
    expect(await deliver()).toMatchObject({ status: 500 });
    expect(await tell('stop')).toContain('The receiver stops.');
    await receiver.ended;
    expect(await tell('ok')).toContain(`No receiver answers on port ${receiver.port}.`);
  });
});
