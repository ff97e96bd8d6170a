// A look at a page as everybody gets it: light and dark, on a desk and on a phone.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Both widths and both colour schemes for every page; every pairing of them over the pages. */
const VIEWS = [
  [
    { width: 1280, height: 900, colorScheme: 'light' },
    { width: 360, height: 740, colorScheme: 'dark' },
  ],
  [
    { width: 1280, height: 900, colorScheme: 'dark' },
    { width: 360, height: 740, colorScheme: 'light' },
  ],
] as const;
const NARROWEST = { width: 320, height: 640 };
const COUNTED = ['serious', 'critical'];

/** What is wrong with these pages, one line each; a page is loaded once for all its views. */
export async function look(page: Page, addresses: readonly string[]): Promise<string[]> {
  const problems: string[] = [];
  for (const [index, address] of addresses.entries()) {
    const views = VIEWS[index % 2 === 0 ? 0 : 1];
    await page.setViewportSize(views[0]);
    await page.emulateMedia({ colorScheme: views[0].colorScheme });
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const path = new URL(page.url()).pathname;
    for (const view of views) {
      await page.setViewportSize(view);
      await page.emulateMedia({ colorScheme: view.colorScheme });
      const where = `${path} at ${view.width} px, ${view.colorScheme}`;
      problems.push(...(await barriers(page)).map((barrier) => `${where}: ${barrier}`));
      problems.push(...(await sidewaysScroll(page)).map((text) => `${where}: ${text}`));
    }
    await page.setViewportSize(NARROWEST);
    const narrow = await sidewaysScroll(page);
    problems.push(...narrow.map((text) => `${path} at ${NARROWEST.width} px: ${text}`));
  }
  return problems;
}

async function barriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    // Without a second page to gather the results of frames, which takes as long as the check.
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations
    .filter(({ impact }) => impact && COUNTED.includes(impact))
    .map(
      ({ id, impact, nodes }) =>
        `${impact} ${id}, ${nodes.length} times, first ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary ?? ''}`,
    );
}

async function sidewaysScroll(page: Page): Promise<string[]> {
  const { wider, widest } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const sticksOut = [...document.querySelectorAll('main *, header *, footer *')].find(
      (element) => element.getBoundingClientRect().right > clientWidth + 1,
    );
    return { wider: scrollWidth - clientWidth, widest: sticksOut?.outerHTML.slice(0, 200) };
  });
  return wider > 0 ? [`scrolls sideways by ${wider} px, such as ${widest}`] : [];
}
