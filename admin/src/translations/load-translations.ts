import { PLUGIN_ID } from '../plugin-id';

type Messages = Record<string, string>;

const LOADERS: Record<string, () => Promise<{ default: Messages }>> = {
  en: () => import('./en.json'),
  fr: () => import('./fr.json'),
};

const withPluginPrefix = (messages: Messages): Messages =>
  Object.fromEntries(Object.entries(messages).map(([key, text]) => [`${PLUGIN_ID}.${key}`, text]));

/**
 * The plugin's texts in the languages of the site's panel. A language that we do not have is empty,
 * so that every text falls back to English.
 */
export const loadTranslations = (locales: string[]) =>
  Promise.all(
    locales.map(async (locale) => {
      const messages = await LOADERS[locale]?.();
      return { locale, data: messages ? withPluginPrefix(messages.default) : {} };
    }),
  );
