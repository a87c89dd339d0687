import type { Page } from 'playwright-core';

import { accessibilityProblems } from './axe';
import type { Panel } from './panel';
import { screenshot } from './screenshots';

export interface View {
  name: string;
  address: () => string;
  /** Waits until the view is there, opening what it is about. */
  ready: (page: Page) => Promise<unknown>;
  /** Before it is opened. */
  prepare?: (page: Page) => Promise<unknown>;
  /** Names of its pictures in the docs, if they show it. */
  picture?: string;
  darkPicture?: string;
  /** In pixels, where what the picture is about stands further down. */
  pictureHeight?: number;
}

type Theme = 'light' | 'dark';

/**
 * Declares tests that axe finds nothing on the views and that they fit into a narrow screen; they also take the pictures of
 * the docs.
 *
 * @param themes light alone for views that are made of what others show in dark
 */
export function testAccessibility(
  panel: () => Panel,
  views: View[],
  themes: Theme[] = ['light', 'dark'],
): void {
  describe.each(views)('$name', ({ address, ready, prepare, ...view }) => {
    let page: Page;
    beforeAll(async () => {
      page = await panel().admin.open(address(), { theme: 'system', ...(prepare && { prepare }) });
      await ready(page);
    });
    afterAll(() => page?.close());

    it.each(themes)('has nothing in %s that axe finds', async (theme) => {
      await page.emulateMedia({ colorScheme: theme });
      // The design system's colours under the pointer are not ours.
      await page.mouse.move(0, 0);
      // Dialogs and menus fade in; what is half transparent has no contrast yet.
      await page.waitForTimeout(400);
      expect(await isDark(page)).toBe(theme === 'dark');
      const picture = theme === 'dark' ? view.darkPicture : view.picture;
      if (picture) await screenshot(page, picture, view.pictureHeight);

      expect(await accessibilityProblems(page)).toEqual([]);
    });

    it('fits into a narrow screen', async () => {
      expect(await sidewaysScroll(page, 768)).toBe(0);
    });
  });
}

/** What the design system paints the page with. */
function isDark(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const [red = 255] = (getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? []).map(
      Number,
    );
    return red < 128;
  });
}

/** By how many pixels the page is wider than a screen of that width. */
async function sidewaysScroll(page: Page, width: number): Promise<number> {
  await page.setViewportSize({ width, height: 900 });
  await page.waitForTimeout(300);
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return Math.max(0, scrollWidth - clientWidth);
  });
}
