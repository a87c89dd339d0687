import { Button, Flex } from '@strapi/design-system';
import { ChevronLeft, ChevronRight } from '@strapi/icons';

import { useText } from '../hooks/use-text';

interface KeysetPagerProps {
  hasNewer: boolean;
  hasOlder: boolean;
  onNewer: () => void;
  onOlder: () => void;
}

/** Pages through a log from the newest to the oldest without ever counting it. */
export const KeysetPager = ({ hasNewer, hasOlder, onNewer, onOlder }: KeysetPagerProps) => {
  const t = useText();
  if (!hasNewer && !hasOlder) return null;
  return (
    <Flex tag="nav" aria-label={t('pager.label')} justifyContent="flex-end" gap={2} paddingTop={4}>
      <Button variant="tertiary" startIcon={<ChevronLeft />} disabled={!hasNewer} onClick={onNewer}>
        {t('pager.newer')}
      </Button>
      <Button variant="tertiary" endIcon={<ChevronRight />} disabled={!hasOlder} onClick={onOlder}>
        {t('pager.older')}
      </Button>
    </Flex>
  );
};
