import { readFileSync } from 'node:fs';

import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Waits until the page looks as it stays. */
export async function untilShown(page: Page): Promise<void> {
  // The design system's colours under the pointer are not ours.
  await page.mouse.move(0, 0);
  // Dialogs and menus fade in; what is half transparent has no contrast yet.
  await page.waitForTimeout(400);
}

/** What depends on colours, and so on the theme. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds on the page as it stands, one line a violation; empty when it finds nothing.
 *
 * @param what `colours` alone for a page that was looked at in another theme
 */
export async function accessibilityProblems(
  page: Page,
  what: 'everything' | 'colours' = 'everything',
): Promise<string[]> {
  const isThere = await page.evaluate(() => 'axe' in window);
  if (!isThere) await page.addScriptTag({ content: source });
  const options: RunOptions = {
    resultTypes: ['violations'],
    ...(what === 'colours' && { runOnly: COLOUR_RULES }),
  };
  const { violations } = await page.evaluate(async (chosen) => {
    const { axe } = window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } };
    return axe.run(chosen);
  }, options);
  return violations.map(({ id, nodes }) => {
    const [first] = nodes;
    return `${id} (${nodes.length}): ${first?.html.slice(0, 200)} ${first?.failureSummary ?? ''}`;
  });
}
