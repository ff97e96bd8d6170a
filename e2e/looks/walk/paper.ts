// A page as it comes out of the printer.
import type { Page } from '@playwright/test';

const MARGIN = { top: '12mm', right: '12mm', bottom: '12mm', left: '12mm' };

/** What is wrong with it on paper: navigation that prints, a title that does not, heads that do not come again. */
export async function onPaper(page: Page, pdfFile: string): Promise<string[]> {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark', forcedColors: 'none' });
  const problems = await page.evaluate(() => {
    const isShown = (element: Element) => element.checkVisibility();
    const shown = (selector: string) => [...document.querySelectorAll(selector)].filter(isShown);
    const found: string[] = [];
    for (const element of shown('nav, header, footer, button, [popover]'))
      // A day that opens in the grid is what the grid says of it.
      if (!element.matches(':is(td, li) button') && element.getClientRects().length > 0)
        found.push(`prints what is for the screen: ${element.outerHTML.slice(0, 120)}`);
    if (shown('main h1').length !== 1) found.push('prints no title');
    for (const head of shown('main thead'))
      if (getComputedStyle(head).display !== 'table-header-group')
        found.push(`the head of a table does not repeat: ${head.outerHTML.slice(0, 120)}`);
    for (const row of shown('main tbody tr'))
      if (getComputedStyle(row).breakInside !== 'avoid') {
        found.push('rows may be cut in two');
        break;
      }
    for (const region of shown('main [role=region]:has(> table)'))
      if (
        region.scrollWidth > region.clientWidth + 1 &&
        getComputedStyle(region).overflowX !== 'visible'
      )
        found.push(`columns are cut off: ${region.getAttribute('aria-label')}`);
    if (getComputedStyle(document.documentElement).colorScheme !== 'light')
      found.push('the edges of the paper are dark');
    if (getComputedStyle(document.body).backgroundColor !== 'rgb(255, 255, 255)')
      found.push('the paper is not white');
    return found;
  });
  await page.pdf({ path: pdfFile, format: 'Letter', printBackground: true, margin: MARGIN });
  await page.emulateMedia({ media: null });
  return problems;
}
