import { ApiError, isApiError } from '../../http/client/api-error';
import { valueAt } from '../../http/client/value-at';

/** What Slack says of a message that it does not take, or lets nobody change. Anything else is no fault of a record. */
const OF_A_RECORD = new Set([
  'as_user_not_supported',
  'cant_delete_message',
  'cant_update_message',
  'edit_window_closed',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_text',
  'restricted_action_thread_locked',
  'thread_not_found',
]);

/** Slack's word for an error, `message_not_found`; null for any other. */
function slackError(error: unknown): string | null {
  const word = isApiError(error) ? valueAt(error.body, 'error') : null;
  return typeof word === 'string' ? word : null;
}

/** Null where Slack says that there is no such record, which it does with status 200. */
export async function unlessMissing<T>(answer: Promise<T>, missing: string): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (slackError(error) === missing) return null;
    throw error;
  }
}

/** Gives an error that is about one record the status that others give it, so that the other records go on. */
export async function asRecordError<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const word = slackError(error);
    if (!isApiError(error) || word === null || !OF_A_RECORD.has(word)) throw error;
    throw new ApiError({ code: error.code, message: error.message, status: 422, body: error.body });
  }
}
