import { useText, type TextKey } from '../../../../hooks/use-text';
import en from '../../../../translations/en.json';
import { splitPattern } from './event-patterns';

/** A function that says an event in words where there are some: `entry.publish` is "published". */
export const useEventWords = () => {
  const t = useText();
  return (pattern: string): string => {
    const { event } = splitPattern(pattern);
    const key = `event.${event}`;
    return key in en ? t(key as TextKey) : event;
  };
};
