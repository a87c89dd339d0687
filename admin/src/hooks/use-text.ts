import * as React from 'react';
import { useIntl } from 'react-intl';

import { PLUGIN_ID } from '../plugin-id';
import en from '../translations/en.json';

export type TextKey = keyof typeof en;
type TextValues = Record<string, string | number | boolean | Date | null | undefined>;

/** The plugin's texts in the language of the administrator; English stands in for a missing one. */
export const useText = () => {
  const { formatMessage } = useIntl();
  return React.useCallback(
    (key: TextKey, values?: TextValues): string =>
      formatMessage({ id: `${PLUGIN_ID}.${key}`, defaultMessage: en[key] }, values),
    [formatMessage],
  );
};
