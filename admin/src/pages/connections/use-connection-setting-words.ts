import type { SettingWords } from '../../components/settings-fields';
import type { SettingField } from '../../components/settings-schema';
import { spelledOut } from '../../components/spelled-out';
import { useText } from '../../hooks/use-text';
import { settingKey } from './setting-keys';

/** A function that names a setting of a connection and explains it: in words of ours for the services that come with us. */
export const useConnectionSettingWords = (provider: string) => {
  const t = useText();
  const ours = (name: string): string | undefined => {
    const key = settingKey(provider, name);
    return key && t(key);
  };
  return ({ name, description }: Pick<SettingField, 'name' | 'description'>): SettingWords => ({
    label: ours(name) ?? spelledOut(name),
    hint: ours(`${name}.hint`) ?? description,
    choice: (choice) => ours(`${name}.choice.${choice}`) ?? choice,
  });
};
