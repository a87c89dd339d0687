import type { TextKey } from '../../hooks/use-text';
import en from '../../translations/en.json';

/** The services whose settings have words of ours; the settings of any other say themselves what they are. */
const DESCRIBED = [
  'api-key',
  'basic-auth',
  'bearer-token',
  'generic-oauth2',
  'salesforce',
  'shopify',
  'twilio',
];

/**
 * Our text for a setting of a service.
 *
 * @param name of the setting: `baseUrl`; of its explanation: `baseUrl.hint`; of one of its choices: `in.choice.header`
 */
export const settingKey = (provider: string, name: string): TextKey | undefined => {
  const key = `connections.setting.${name}`;
  return DESCRIBED.includes(provider) && key in en ? (key as TextKey) : undefined;
};
