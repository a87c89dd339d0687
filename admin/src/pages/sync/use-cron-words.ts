import * as React from 'react';
import { useIntl } from 'react-intl';

import { loadCronWords, type CronWords } from './cron-words';

/** Says cron texts in words in the language of the administrator: "At 08:00 AM". Until that is loaded, as they are. */
export const useCronWords = (): CronWords => {
  const { locale } = useIntl();
  const [words, setWords] = React.useState<{ say: CronWords }>();

  React.useEffect(() => {
    let isCurrent = true;
    loadCronWords(locale.split('-')[0] ?? locale).then(
      (say) => isCurrent && setWords({ say }),
      // Without the library, which did not load, a schedule can still be read by those who know it.
      () => isCurrent && setWords({ say: (cron) => cron }),
    );
    return () => {
      isCurrent = false;
    };
  }, [locale]);

  return words?.say ?? ((cron) => cron);
};
