import type { Job } from '../../api/sync-contracts';
import { useText } from '../../hooks/use-text';
import { useCronWords } from './use-cron-words';

/** A function that says when a job runs by itself: "Every 15 minutes, and when entries change", "By hand only". */
export const useScheduleWords = () => {
  const t = useText();
  const sayCron = useCronWords();
  return ({ schedule, followsChanges }: Pick<Job, 'schedule' | 'followsChanges'>): string => {
    if (!schedule) return t(followsChanges ? 'sync.when.on-change' : 'sync.when.by-hand');
    const rhythm = sayCron(schedule.cron);
    return followsChanges ? t('sync.when.also-on-change', { rhythm }) : rhythm;
  };
};
