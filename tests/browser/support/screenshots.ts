import { mkdirSync } from 'node:fs';
import path from 'node:path';

import type { Page } from 'playwright-core';

const directory = path.resolve(__dirname, '../../../docs/images');

/**
 * Stores a picture for the docs when `UPDATE_SCREENSHOTS=1`; does nothing otherwise.
 *
 * @param height of the picture in pixels; that of the page without it
 */
export async function screenshot(page: Page, name: string, height?: number): Promise<void> {
  if (process.env.UPDATE_SCREENSHOTS !== '1') return;
  mkdirSync(directory, { recursive: true });
  const size = page.viewportSize();
  if (height && size) await page.setViewportSize({ ...size, height });
  // From the top, and without the pointer, which would light up the row it stands on.
  await page.evaluate(() =>
    document.querySelectorAll('*').forEach((element) => element.scrollTo(0, 0)),
  );
  await page.mouse.move(0, 0);
  await page.waitForTimeout(300);
  await page.screenshot({ path: path.join(directory, `${name}.png`), animations: 'disabled' });
  if (height && size) await page.setViewportSize(size);
}
