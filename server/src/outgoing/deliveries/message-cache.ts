import type { MessageBodies } from '../events/message-store';

/** A message as it is sent, its bodies in bytes: they are encoded once and not for every endpoint. */
export interface SendableMessage {
  uid: string;
  /** By payload variant. */
  bodies: Record<string, Buffer>;
}

const MAX_BYTES = 32 * 1024 * 1024;

/**
 * Messages by row id for the worker. A message goes to many endpoints, and all deliveries of a claim ask for theirs at
 * once: loads of one turn of the event loop are made as one query, and what was loaded is kept while it is in demand.
 */
export function createMessageCache(load: (ids: number[]) => Promise<MessageBodies[]>) {
  const known = new Map<number, { message: Promise<SendableMessage | null>; bytes: number }>();
  let bytes = 0;
  let batch: { ids: number[]; result: Promise<Map<number, SendableMessage>> } | null = null;

  function loadTogether(id: number): Promise<SendableMessage | null> {
    if (!batch) {
      const ids: number[] = [];
      const result = new Promise<void>((resolve) => setImmediate(resolve)).then(async () => {
        batch = null;
        return new Map((await load(ids)).map((message) => [message.id, toSendable(message)]));
      });
      batch = { ids, result };
    }
    batch.ids.push(id);
    return batch.result.then((messages) => messages.get(id) ?? null);
  }

  function forget(id: number) {
    bytes -= known.get(id)?.bytes ?? 0;
    known.delete(id);
  }

  return {
    /** Null if the message was deleted. @throws what the database threw */
    async get(id: number): Promise<SendableMessage | null> {
      const entry = known.get(id);
      if (entry) return entry.message;

      const message = loadTogether(id);
      const added = { message, bytes: 0 };
      known.set(id, added);
      try {
        const loaded = await message;
        // Dropped meanwhile: it must not count, since nothing would ever take it off again.
        if (known.get(id) !== added) return loaded;
        added.bytes = Object.values(loaded?.bodies ?? {}).reduce(
          (sum, body) => sum + body.length,
          200,
        );
        bytes += added.bytes;
        for (const oldest of known.keys()) {
          if (bytes <= MAX_BYTES) break;
          forget(oldest);
        }
        return loaded;
      } catch (error) {
        forget(id);
        throw error;
      }
    },
  };
}

export type MessageCache = ReturnType<typeof createMessageCache>;

function toSendable({ uid, bodies }: MessageBodies): SendableMessage {
  const bytes = Object.entries(bodies).map(([variant, body]) => [variant, Buffer.from(body)]);
  return { uid, bodies: Object.fromEntries(bytes) };
}
