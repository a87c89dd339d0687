import { Button, Flex } from '@strapi/design-system';
import { ChevronLeft, ChevronRight } from '@strapi/icons';

import { useText } from '../hooks/use-text';

interface KeysetPagerProps {
  hasNewer: boolean;
  hasOlder: boolean;
  onNewer: () => void;
  onOlder: () => void;
  /** What the pages are of, and the words of the buttons, where they do not lead back in time. */
  words?: { label: string; newer: string; older: string };
}

/** Pages through a log from the newest to the oldest without ever counting it. */
export const KeysetPager = ({ hasNewer, hasOlder, onNewer, onOlder, words }: KeysetPagerProps) => {
  const t = useText();
  if (!hasNewer && !hasOlder) return null;
  return (
    <Flex
      tag="nav"
      aria-label={words?.label ?? t('pager.label')}
      justifyContent="flex-end"
      gap={2}
      paddingTop={4}
    >
      <Button variant="tertiary" startIcon={<ChevronLeft />} disabled={!hasNewer} onClick={onNewer}>
        {words?.newer ?? t('pager.newer')}
      </Button>
      <Button variant="tertiary" endIcon={<ChevronRight />} disabled={!hasOlder} onClick={onOlder}>
        {words?.older ?? t('pager.older')}
      </Button>
    </Flex>
  );
};
