import type { Page } from 'playwright-core';

/** Turns around whatever is written behind it, unless it is kept apart. */
export const OVERRIDE = '\u202e';

interface ForeignTexts {
  /** How many texts of the page hold an override. */
  count: number;
  /** Those that stand in a line with others, without an element of their own that keeps them apart. */
  unguarded: string[];
  /** What stands behind one in its line, and was turned to stand before it. */
  turned: string[];
}

/** What the texts with an override do to a page. */
export function foreignTextsOf(page: Page): Promise<ForeignTexts> {
  return page.evaluate((override) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: Text[] = [];
    while (walker.nextNode()) {
      const node = walker.currentNode as Text;
      if (node.data.includes(override)) found.push(node);
    }
    const isGuarded = ({ parentElement: parent }: Text): boolean => {
      if (!parent) return false;
      const { display, unicodeBidi } = getComputedStyle(parent);
      const isAlone = parent.childNodes.length === 1;
      return isAlone && (unicodeBidi.startsWith('isolate') || !display.startsWith('inline'));
    };
    const boxesOf = (node: Node): DOMRect[] => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return [...range.getClientRects()];
    };
    const isTurned = (before: Text, after: ChildNode): boolean => {
      const end = boxesOf(before).at(-1);
      const next = boxesOf(after)[0];
      const isSameLine = end && next && Math.abs(end.top - next.top) < 2;
      return Boolean(isSameLine && next.left < end.right - 1);
    };
    const turned = found.flatMap((node) => {
      const after = node.parentElement?.nextSibling;
      return after?.nodeType === Node.TEXT_NODE && isTurned(node, after) ? [node.data] : [];
    });
    const unguarded = found.filter((node) => !isGuarded(node)).map(({ data }) => data);
    return { count: found.length, unguarded, turned };
  }, OVERRIDE);
}
