import type { Page } from 'playwright-core';

import { accessibilityProblems, untilShown } from './axe';
import { goTo, type Panel } from './panel';
import { screenshot } from './screenshots';

export interface View {
  name: string;
  address: () => string;
  /** Waits until the view is there, opening what it is about. */
  ready: (page: Page) => Promise<unknown>;
  /** Before it is opened. */
  prepare?: (page: Page) => Promise<unknown>;
  /** Name of its picture in the docs, if they show it. */
  picture?: string;
  /** In pixels, where what the picture is about stands further down. */
  pictureHeight?: number;
}

type Theme = 'light' | 'dark';

const SIZE = { width: 1280, height: 900 };

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
  let page: Page | undefined;
  const shown = (): Page => {
    if (!page) throw new Error('no view could be opened');
    return page;
  };
  afterAll(() => page?.close());

  describe.each(views)('$name', ({ address, ready, prepare, ...view }) => {
    beforeAll(async () => {
      page ??= await panel().admin.open(undefined, { theme: 'system' });
      await page.setViewportSize(SIZE);
      await prepare?.(page);
      await goTo(page, address());
      await ready(page);
    });
    afterAll(() => page?.unrouteAll());

    it.each(themes)('has nothing in %s that axe finds', async (theme) => {
      await shown().emulateMedia({ colorScheme: theme });
      await untilShown(shown());
      expect(await isDark(shown())).toBe(theme === 'dark');
      if (theme === 'light' && view.picture) {
        await screenshot(shown(), view.picture, view.pictureHeight);
      }

      // The light page comes first, with everything else.
      const what = theme === themes[0] ? 'everything' : 'colours';
      expect(await accessibilityProblems(shown(), what)).toEqual([]);
    });

    it('fits into a narrow screen', async () => {
      expect(await sidewaysScroll(shown(), 768)).toBe(0);
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
