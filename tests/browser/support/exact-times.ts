import type { Locator, Page } from 'playwright-core';

/** What shows an exact time on hover, in English, since it tells a relative one. */
export const exactTimes = (page: Page): Locator =>
  page.getByTitle(/^\w+ \d+, \d{4}, \d+:\d\d:\d\d [AP]M$/);
