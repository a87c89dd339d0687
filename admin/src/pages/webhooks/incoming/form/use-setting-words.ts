import type { SettingField } from '../../../../components/settings-schema';
import { spelledOut } from '../../../../components/spelled-out';
import { useText, type TextKey } from '../../../../hooks/use-text';
import en from '../../../../translations/en.json';

/** The services whose settings have words of ours; the settings of any other say themselves what they are. */
const DESCRIBED = ['generic-hmac', 'static-token', 'basic-auth'];

/** What a template names, which in a text stands for itself. */
const PLACEHOLDERS = Object.fromEntries(
  ['body', 'timestamp', 'id', 'method', 'url'].map((name) => [name, `{${name}}`]),
);

/** A function that names a setting of a provider and explains it. */
export const useSettingWords = (provider: string) => {
  const t = useText();
  const ours = (key: string): string | undefined =>
    DESCRIBED.includes(provider) && key in en ? t(key as TextKey, PLACEHOLDERS) : undefined;
  return ({ name, description }: SettingField) => ({
    label: ours(`incoming.setting.${name}`) ?? spelledOut(name),
    hint: ours(`incoming.setting.${name}.hint`) ?? description,
  });
};
