import type { Action } from '../../../../api/incoming-contracts';
import { useText } from '../../../../hooks/use-text';
import { useJobNames } from './use-job-names';
import { useMappableTypes } from './use-mappable-types';

/** A function that says in a few words what an action does: "Create or change an entry of Product". */
export const useActionWords = () => {
  const t = useText();
  const { typeName } = useMappableTypes();
  const jobName = useJobNames();
  return (action: Action): string => {
    switch (action.kind) {
      case 'handler':
        return t('incoming.action.kind.handler');
      case 'forward':
        return action.messageType
          ? t('incoming.action.words.forward-as', { type: action.messageType })
          : t('incoming.action.kind.forward');
      case 'sync': {
        const name = jobName(action.jobId);
        if (name === undefined) return t('incoming.action.kind.sync');
        return t(`incoming.action.words.${action.recordPath ? 'sync-record' : 'sync'}`, { name });
      }
      default:
        return t(`incoming.action.words.${action.kind}`, { type: typeName(action.contentType) });
    }
  };
};
