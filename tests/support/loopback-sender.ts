import { createAddressPolicy } from '../../server/src/http/address-guard';
import type { GuardedAgentOptions } from '../../server/src/http/guarded-agent';
import {
  createHttpSender,
  type HttpRequest,
  type HttpSender,
} from '../../server/src/http/send-request';

export const LOOPBACK = { address: '127.0.0.1', family: 4 };

/** Servers and senders, each of which ends with the test that started it. */
export function loopbackForFile() {
  const started: { stop(): Promise<void> }[] = [];

  afterEach(async () => {
    await Promise.all(started.splice(0).map((server) => server.stop()));
  });

  return {
    async keep<T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T> {
      const server = await starting;
      started.push(server);
      return server;
    },

    /** A sender to whom every name is this machine. */
    senderWith(options: Partial<GuardedAgentOptions> = {}): HttpSender {
      const sender = createHttpSender({
        policy: createAddressPolicy(['127.0.0.1']),
        lookup: () => Promise.resolve([LOOPBACK]),
        ...options,
      });
      started.push({ stop: () => sender.close() });
      return sender;
    },
  };
}

export const post = (port: number, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'POST',
  url: `http://receiver.test:${port}/hook?a=b`,
  headers: { 'content-type': 'application/json' },
  body: '{"a":"é"}',
  totalTimeoutMs: 5000,
  ...more,
});
