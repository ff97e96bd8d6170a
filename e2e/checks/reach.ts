// What sticks out of a page, or of its card.
import type { Page } from '@playwright/test';

export async function sidewaysScroll(page: Page): Promise<string[]> {
  const { wider, widest } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const sticksOut = [...document.querySelectorAll('main *, header *, footer *')].find(
      (element) => element.getBoundingClientRect().right > clientWidth + 1,
    );
    return { wider: scrollWidth - clientWidth, widest: sticksOut?.outerHTML.slice(0, 200) };
  });
  return wider > 0 ? [`scrolls sideways by ${wider} px, such as ${widest}`] : [];
}

/** Where a table neither fits its card nor scrolls in it, its last columns stand on the page's ground. */
export async function tablesOutOfPlace(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('main [role=region]:has(> table)')].flatMap((region) => {
      const beyond = region.scrollWidth - region.clientWidth;
      if (beyond <= 1 || getComputedStyle(region).overflowX !== 'visible') return [];
      return [`${region.getAttribute('aria-label')} sticks out of its card by ${beyond} px`];
    }),
  );
}

/** On the narrowest screens only a region with a name that the keyboard reaches may scroll in two ways. */
export async function scrollsWithoutName(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('main *')].flatMap((element) => {
      if (element.scrollWidth - element.clientWidth <= 1 || element.clientWidth === 0) return [];
      if (!['auto', 'scroll'].includes(getComputedStyle(element).overflowX)) return [];
      const isNamed = element.matches('[role=region]:is([aria-label], [aria-labelledby])');
      if (isNamed && element.matches('[tabindex="0"]')) return [];
      // A field scrolls its own text, and a strip of tabs is one line.
      if (element.matches('input, textarea, select, nav[aria-label] > ul')) return [];
      return [`scrolls sideways without a name: ${element.outerHTML.slice(0, 160)}`];
    }),
  );
}

/** Text that is wider than its box and is cut off there without a sign. */
export async function textCutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('main *, header *, footer *')].flatMap((element) => {
      if (!(element instanceof HTMLElement) || element.clientWidth < 8) return [];
      const { overflowX, textOverflow, clipPath, position } = getComputedStyle(element);
      if (overflowX !== 'hidden' && overflowX !== 'clip') return [];
      // Said to screen readers only, or shortened with three dots.
      if (textOverflow === 'ellipsis' || clipPath !== 'none' || position === 'fixed') return [];
      const beyond = element.scrollWidth - element.clientWidth;
      const isText = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
      );
      return beyond > 1 && isText ? [`is cut off: ${element.outerHTML.slice(0, 160)}`] : [];
    }),
  );
}
