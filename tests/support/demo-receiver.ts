import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import { freePort } from './free-port';

/** What the receiver of the demo got, as it says itself. */
export interface DemoDelivery {
  /** ISO 8601 */
  at: string;
  id: string;
  type: string;
  /** True, or why it cannot be trusted. */
  verified: true | string;
  /** How it was told to answer. */
  answered: 'ok' | 'fail' | 'hang' | 'slow';
  body: string;
}

export interface DemoReceiver {
  port: number;
  url: string;
  /** Tells it how to answer, or to stop; resolves to the status of its answer and what it says. */
  tell(order: string): Promise<{ status: number; text: string }>;
  /** The newest first. */
  deliveries(): Promise<DemoDelivery[]>;
  /** When its process is gone. */
  ended: Promise<unknown>;
  stop(): Promise<void>;
}

interface Options {
  /** Any that is free without it. */
  port?: number;
  /** Where the seeded endpoint's secret stands. */
  secretFile: string;
  /** Of the demo that its buttons send events to. */
  demoAddress?: string;
}

const SCRIPT = path.resolve(__dirname, '../../demo/receiver.mjs');

/** Starts the receiver of the demo in a process of its own, as `npm run demo` does. */
export async function startDemoReceiver(options: Options): Promise<DemoReceiver> {
  const { port = await freePort(), secretFile, demoAddress } = options;
  const child = fork(SCRIPT, {
    env: {
      ...process.env,
      RECEIVER_PORT: String(port),
      RECEIVER_SECRET_FILE: secretFile,
      ...(demoAddress !== undefined && { DEMO_ADDRESS: demoAddress }),
    },
    silent: true,
  });
  const ended = once(child, 'exit');
  await once(child, 'message');
  const url = `http://127.0.0.1:${port}`;

  return {
    port,
    url,
    ended,
    async tell(order) {
      const body = new URLSearchParams({ mode: order });
      const response = await fetch(`${url}/mode`, { method: 'POST', body });
      return { status: response.status, text: await response.text() };
    },
    async deliveries() {
      const response = await fetch(`${url}/deliveries.json`);
      return ((await response.json()) as { deliveries: DemoDelivery[] }).deliveries;
    },
    async stop() {
      child.kill();
      await ended;
    },
  };
}
