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
 * Declares tests that axe finds nothing on the views and that the light ones fit into a narrow screen; they also take the
 * pictures of the docs.
 *
 * @param themes light alone for views that are made of what others show in dark
 */
export function testAccessibility(
  panel: () => Panel,
  views: View[],
  themes: Theme[] = ['light', 'dark'],
): void {
  describe.each(themes)('axe finds nothing in %s', (theme) => {
    const isDark = theme === 'dark';

    it.each(views)('on $name', async ({ address, ready, prepare, ...view }) => {
      const page = await panel().admin.open(address(), { isDark, ...(prepare && { prepare }) });
      await ready(page);
      // The design system's colours under the pointer are not ours.
      await page.mouse.move(0, 0);
      // Dialogs and menus fade in; what is half transparent has no contrast yet.
      await page.waitForTimeout(400);
      const picture = isDark ? view.darkPicture : view.picture;
      if (picture) await screenshot(page, picture, view.pictureHeight);

      expect(await accessibilityProblems(page)).toEqual([]);
      if (!isDark) expect(await sidewaysScroll(page, 768)).toBe(0);
      await page.close();
    });
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
