import { errors } from '@strapi/utils';

import { messageOf } from '../../logger';
import type { Action } from '../contracts';
import type { NewActionResult } from './action-result-store';
import { MappingError } from './mapping';
import type { ActionContext, RunAction } from './run-action';

export interface ActionsOutcome {
  results: Omit<NewActionResult, 'eventId'>[];
  /** Null if all went well. */
  failure: { message: string; isFinal: boolean } | null;
  /** The process ended before all were through. */
  isCutShort?: true;
}

/**
 * Runs actions in their order, up to the first that fails: a later one may count on what an earlier one did. Those that
 * were done in an earlier try, also before a recovery, are passed over.
 *
 * @param now milliseconds since 1970
 */
export async function runActions(
  actions: readonly Action[],
  context: ActionContext,
  { runAction, done, now }: { runAction: RunAction; done: ReadonlySet<string>; now: () => number },
): Promise<ActionsOutcome> {
  const results: ActionsOutcome['results'] = [];
  for (const action of actions) {
    if (done.has(action.id)) continue;
    const startedAt = now();
    const common = {
      actionId: action.id,
      kind: action.kind,
      attempt: context.attempt,
      replay: context.replay,
      startedAt,
    };
    const messageIds: string[] = [];
    try {
      const did = await runAction(action, context, messageIds);
      const { effect, entry = null, runId = null, isSkipped } = did;
      const state = isSkipped ? 'skipped' : 'succeeded';
      const durationMs = now() - startedAt;
      results.push({ ...common, state, effect, entry, messageIds, runId, error: null, durationMs });
    } catch (error) {
      // No failure of the action, which may have done a part of its work.
      if (context.signal.aborted) return { results, failure: null, isCutShort: true };
      const message = sentenceOf(error);
      results.push({
        ...common,
        state: 'failed',
        effect: null,
        entry: null,
        // What a handler has sent is sent; of an entry that could not be written nothing is left.
        messageIds: action.kind === 'handler' ? messageIds : [],
        runId: null,
        error: message,
        durationMs: now() - startedAt,
      });
      return { results, failure: { message, isFinal: isFinal(error, action) } };
    }
  }
  return { results, failure: null };
}

/**
 * Whether a new try would find the same: the mapping does not fit, or Strapi does not accept the entry. A handler may fail
 * for any reason, so it is tried again whatever it throws.
 */
function isFinal(error: unknown, { kind }: Action): boolean {
  if (error instanceof MappingError) return true;
  return kind !== 'handler' && error instanceof errors.ApplicationError;
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error).slice(0, 500);
  // Of several wrong fields Strapi's own message tells the number alone.
  const { errors: fields } = Object(Reflect.get(error, 'details')) as { errors?: unknown };
  const messages = Array.isArray(fields) && fields.length > 1 ? fields.map(fieldMessage) : [];
  return messages.length > 0 ? messages.join(' ').slice(0, 1_000) : messageOf(error);
}

const fieldMessage = (field: unknown) => String((Object(field) as { message?: unknown }).message);
