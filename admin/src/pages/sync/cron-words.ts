/** What says a cron text in words, in a language that it knows; English for the others. */
export type CronWords = (cron: string) => string;

/**
 * A module of our own for each, whose exports have names: of a library that is loaded itself, the site's build, which bundles
 * it once more, would drop what it exports.
 */
const LANGUAGES: Record<string, () => Promise<{ sayCron: CronWords }>> = {
  en: () => import('./cron-in-english'),
  fr: () => import('./cron-in-french'),
};

/** Loads the library only where a schedule is shown. A text that it cannot say stands for itself. */
export const loadCronWords = async (language: string): Promise<CronWords> => {
  const load = LANGUAGES[language] ?? LANGUAGES.en;
  const loaded = await load?.();
  return (cron) => {
    try {
      return loaded?.sayCron(cron) ?? cron;
    } catch {
      return cron;
    }
  };
};
