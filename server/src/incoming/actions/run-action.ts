import type { OutgoingService } from '../../outgoing/outgoing-service';
import { withinTrace } from '../../trace';
import type { Action, ActionResult, ForwardAction } from '../contracts';
import { type EntryActions, isEntryAction } from './entry-actions';
import type { EventHandler, HandledEvent, HandlerContext, Handlers } from './handlers';
import type { BeginSync } from './sync-action';

/** What an action has brought about. */
export interface ActionEffect {
  /** A word for it, which the panel knows. */
  effect: string | null;
  entry?: ActionResult['entry'];
  /** The run of a sync job that it has begun. */
  runId?: number;
  /** There was nothing to do. */
  isSkipped?: true;
}

/** What a try of the actions has at hand. */
export interface ActionContext extends HandlerContext {
  /** How often an editor has had all of its actions run anew. */
  replay: number;
}

interface Dependencies {
  entries: Pick<EntryActions, 'upsert' | 'change'>;
  handlers: Handlers;
  forward: OutgoingService['forward'];
  beginSync: BeginSync;
  handlerLimitMs?: number;
}

/** A handler that never ends would keep its place from the events of others. */
const HANDLER_LIMIT_MS = 120_000;

/** Runs one action. What it changes and sends carries the trace of the event; `messageIds` comes to name what it sent. */
export function createActionRunner(dependencies: Dependencies) {
  const { entries, handlers, beginSync, handlerLimitMs = HANDLER_LIMIT_MS } = dependencies;

  async function forward(
    action: ForwardAction,
    { event, payload, replay }: ActionContext,
    messageIds: string[],
  ): Promise<ActionEffect> {
    const { messageId } = await dependencies.forward({
      type: action.messageType ?? forwardedType(event),
      data: {
        source: event.slug,
        provider: event.provider,
        eventType: event.eventType,
        eventId: event.eventId,
        receivedAt: event.receivedAt,
        payload: payload ?? null,
      },
      // The same at every try and recovery, so that a crash between sending and writing it down sends nothing twice.
      idempotencyKey: `${event.uid}|${action.id}|${replay}`,
    });
    // The one that is there, also where this is a repetition.
    messageIds.splice(0, Infinity, messageId);
    return { effect: 'forwarded' };
  }

  async function handle(context: ActionContext): Promise<ActionEffect> {
    const registered = handlers.of(context.event, context.event.eventType);
    if (registered.length === 0) return { effect: 'no-handler', isSkipped: true };
    for (const handler of registered) await runHandler(handler, context, handlerLimitMs);
    return { effect: 'handled' };
  }

  function perform(
    action: Action,
    context: ActionContext,
    messageIds: string[],
  ): Promise<ActionEffect> {
    if (action.kind === 'handler') return handle(context);
    if (action.kind === 'forward') return forward(action, context, messageIds);
    if (action.kind === 'sync') return beginSync(action, context);
    if (isEntryAction(action)) return entries.change(action, context.payload);
    return entries.upsert(action, context.payload);
  }

  return function runAction(
    action: Action,
    context: ActionContext,
    messageIds: string[],
  ): Promise<ActionEffect> {
    const trace = { traceId: context.event.traceId, messageIds };
    return withinTrace(trace, () => perform(action, context, messageIds));
  };
}

export type RunAction = ReturnType<typeof createActionRunner>;

/** @throws what the handler throws, or an Error once it is over its time; its signal is then aborted */
async function runHandler(
  handler: EventHandler,
  context: ActionContext,
  limitMs: number,
): Promise<void> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), limitMs);
  const isLate = new Promise((_, reject) => {
    const message = `The handler had not ended after ${limitMs / 1000} seconds.`;
    late.signal.addEventListener('abort', () => reject(new Error(message)));
  });
  try {
    const signal = AbortSignal.any([context.signal, late.signal]);
    await Promise.race([handler({ ...context, signal }), isLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** `stripe.invoice.paid`; what the name of an event of a site may not hold becomes a dot. */
function forwardedType({ slug, eventType }: HandledEvent): string {
  return `${slug}.${eventType ?? 'event'}`.replace(/[^A-Za-z0-9_.-]/g, '.').slice(0, 255);
}
