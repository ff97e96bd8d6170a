// How soon somebody is at the list that a page is about.
import type { Page } from '@playwright/test';

export const farthestTop = { wide: 260, narrow: 800 };
export const mostTabs = 10;

/** What keeps the list away: how far down it begins on a desk and on a phone, and how often Tab is pressed to get there. */
export async function listOutOfReach(page: Page, addresses: readonly string[]): Promise<string[]> {
  const problems: string[] = [];
  for (const address of addresses) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(address);
    const table = page.getByRole('main').locator('[role=region]:has(> table)').first();
    await table.waitFor();
    // The options of the view are seen once the page runs: before, they are no Tab stop.
    const options = page.getByRole('main').locator('button[aria-expanded]').first();
    if ((await options.count()) > 0) await options.waitFor();
    const { pathname, search } = new URL(page.url());
    const where = `${pathname}${search}`;
    const top = await topOf(page);
    if (top > farthestTop.wide) problems.push(`${where}: the table begins at ${top} px`);
    const tabs = await tabsToTable(page);
    if (tabs > mostTabs) problems.push(`${where}: the table is ${tabs} Tab presses away`);
    await page.setViewportSize({ width: 360, height: 740 });
    const narrow = await topOf(page);
    if (narrow > farthestTop.narrow) problems.push(`${where} at 360 px: begins at ${narrow} px`);
  }
  return problems;
}

/** Tables of which a part is seen only by scrolling sideways. */
export async function tablesTooWide(
  page: Page,
  addresses: readonly string[],
  width: number = 1280,
  /** Of the tables meant; all without it. */
  caption?: string,
): Promise<string[]> {
  const problems: string[] = [];
  await page.setViewportSize({ width, height: 900 });
  for (const address of addresses) {
    await page.goto(address);
    const all = page.getByRole('main').locator('[role=region]:has(> table)');
    const tables = caption ? all.and(page.getByRole('region', { name: caption })) : all;
    await tables.first().waitFor();
    const tooWide = await tables.evaluateAll((regions) =>
      regions
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
        .map((region) => region.getAttribute('aria-label')),
    );
    problems.push(...tooWide.map((table) => `${address} at ${width} px: ${table}`));
  }
  return problems;
}

async function topOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const table = document.querySelector('main [role=region] > table');
    return Math.round((table?.getBoundingClientRect().top ?? Infinity) + window.scrollY);
  });
}

async function tabsToTable(page: Page): Promise<number> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    window.getSelection()?.removeAllRanges();
  });
  for (let presses = 1; presses <= 40; presses += 1) {
    await page.keyboard.press('Tab');
    const isThere = await page.evaluate(
      () => document.activeElement?.closest('[role=region]:has(> table)') !== null,
    );
    if (isThere) return presses;
  }
  return Infinity;
}
