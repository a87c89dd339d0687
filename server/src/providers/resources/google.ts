import { calendarEvents } from './google-calendar';
import { sheetRows } from './google-sheets';
import type { Resource } from './resource';

export const googleResources: Resource[] = [sheetRows, calendarEvents];
