import cronstrue from 'cronstrue';
import 'cronstrue/locales/fr';

/** "À 08:00, uniquement le lundi". */
export const sayCron = (cron: string): string =>
  cronstrue.toString(cron, { locale: 'fr', use24HourTimeFormat: true });
