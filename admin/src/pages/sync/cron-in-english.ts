import cronstrue from 'cronstrue';

/** "At 08:00 AM, only on Monday". */
export const sayCron = (cron: string): string => cronstrue.toString(cron, { locale: 'en' });
