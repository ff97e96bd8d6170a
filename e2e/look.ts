// A look at a page as everybody gets it: light and dark, on a desk and on a phone.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Width and colour scheme in turn over the pages: a page shows each of its barriers in one of them, mostly. */
const VIEWS = [
  { width: 1280, height: 900, colorScheme: 'light' },
  { width: 360, height: 740, colorScheme: 'dark' },
  { width: 1280, height: 900, colorScheme: 'dark' },
  { width: 360, height: 740, colorScheme: 'light' },
] as const;
/** Every page at each of these, for what sticks out. */
const WIDTHS = [1280, 1100, 360, 320];
const COUNTED = ['serious', 'critical'];
/** The rows of a table are alike: a page of fifty takes as long as ten pages. */
const LATER_ROWS = 'tbody tr:nth-child(n + 11)';

/** What is wrong with these pages, one line each. */
export async function look(page: Page, addresses: readonly string[]): Promise<string[]> {
  const problems: string[] = [];
  for (const [index, address] of addresses.entries()) {
    const view = VIEWS[index % VIEWS.length] ?? VIEWS[0];
    await page.setViewportSize(view);
    await page.emulateMedia({ colorScheme: view.colorScheme });
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const path = new URL(page.url()).pathname;
    const where = `${path} at ${view.width} px, ${view.colorScheme}`;
    problems.push(...(await barriers(page)).map((barrier) => `${where}: ${barrier}`));
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: view.height });
      const wide = [...(await sidewaysScroll(page)), ...(await tablesOutOfPlace(page))];
      problems.push(...wide.map((text) => `${path} at ${width} px: ${text}`));
    }
    problems.push(...(await rawWords(page)).map((text) => `${path}: ${text}`));
  }
  return problems;
}

async function barriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    // To name every element that is as it should be takes a fifth of the time.
    .options({ resultTypes: ['violations'] })
    // Without a second page to gather the results of frames, which takes as long as the check.
    .setLegacyMode()
    .exclude(LATER_ROWS)
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

/** Where a table neither fits its card nor scrolls in it, its last columns stand on the page's ground. */
async function tablesOutOfPlace(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('main [role=region]:has(> table)')].flatMap((region) => {
      const beyond = region.scrollWidth - region.clientWidth;
      if (beyond <= 1 || getComputedStyle(region).overflowX !== 'visible') return [];
      return [`${region.getAttribute('aria-label')} sticks out of its card by ${beyond} px`];
    }),
  );
}

/** What only a program would write, what not every system can draw, and "1 rows". */
const RAW = [
  /\b\d{4}-\d{2}-\d{2}T\d{2}:\S*/,
  /\bundefined\b|\bNaN\b|\[object \w+\]/,
  // A picture of the reader's system, or an empty box where it has none.
  /\p{Emoji_Presentation}/u,
  /(?<![\d.,:/])1 (?:rows|files|schools|students|contacts|classes|people|runs|notices|problems|days|lists|words)\b/,
];

async function rawWords(page: Page): Promise<string[]> {
  const text = await page.getByRole('main').innerText();
  return RAW.flatMap((raw) => raw.exec(text)?.[0] ?? []).map((word) => `reads "${word}"`);
}
