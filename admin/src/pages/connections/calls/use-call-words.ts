import type { Call, CallAttempt } from '../../../api/connection-contracts';
import type { StatusVariant } from '../../../components/status-badge';
import { useText, type TextKey } from '../../../hooks/use-text';
import en from '../../../translations/en.json';

/** Functions that say how a call ended, who made it, and why a try of it had no answer. */
export const useCallWords = () => {
  const t = useText();
  const ours = (key: string): string | undefined => (key in en ? t(key as TextKey) : undefined);
  return {
    outcome: ({ error }: Pick<Call, 'error'>): { variant: StatusVariant; words: string } =>
      error === null
        ? { variant: 'success', words: t('connections.call.succeeded') }
        : { variant: 'danger', words: t('connections.call.failed') },
    caller: (caller: string): string => ours(`connections.caller.${caller}`) ?? caller,
    /** The status of an answer, or the reason why there was none. */
    attempt: ({ status, error }: Pick<CallAttempt, 'status' | 'error'>): string => {
      if (status !== null) return String(status);
      if (error === null) return t('attempt.no-answer');
      return ours(`connections.attempt.${error}`) ?? error;
    },
  };
};
