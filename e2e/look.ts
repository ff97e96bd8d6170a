// A look at a page as everybody gets it: light and dark, on a desk and on a phone.
import { expect, type Page } from '@playwright/test';
import { barriers } from './checks/barriers';
import { rawWords } from './checks/raw-words';
import { sidewaysScroll, tablesOutOfPlace } from './checks/reach';

/** Width and colour scheme in turn over the pages: a page shows each of its barriers in one of them, mostly. */
const VIEWS = [
  { width: 1280, height: 900, colorScheme: 'light' },
  { width: 360, height: 740, colorScheme: 'dark' },
  { width: 1280, height: 900, colorScheme: 'dark' },
  { width: 360, height: 740, colorScheme: 'light' },
] as const;
/** Every page at each of these, for what sticks out. */
const WIDTHS = [1280, 1100, 360, 320];

/** What is wrong with these pages, one line each. */
export async function look(page: Page, addresses: readonly string[]): Promise<string[]> {
  const problems: string[] = [];
  for (const [index, address] of addresses.entries())
    problems.push(...(await lookAt(page, address, index)));
  return problems;
}

/** `turn` says in which view; `act` is done on the page before it is looked at. */
export async function lookAt(
  page: Page,
  address: string,
  turn: number,
  act?: (page: Page) => Promise<void>,
): Promise<string[]> {
  const view = VIEWS[turn % VIEWS.length] ?? VIEWS[0];
  await page.setViewportSize(view);
  await page.emulateMedia({ colorScheme: view.colorScheme });
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await act?.(page);
  const path = new URL(page.url()).pathname;
  const where = `${path} at ${view.width} px, ${view.colorScheme}`;
  const problems = (await barriers(page)).map((barrier) => `${where}: ${barrier}`);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: view.height });
    const wide = [...(await sidewaysScroll(page)), ...(await tablesOutOfPlace(page))];
    problems.push(...wide.map((text) => `${path} at ${width} px: ${text}`));
  }
  problems.push(...(await rawWords(page)).map((text) => `${path}: ${text}`));
  return problems;
}
