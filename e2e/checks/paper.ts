// A page as print lays it out; the medium is the caller's to set.
import type { Page } from '@playwright/test';

/** Navigation that prints, a title that does not, heads that do not come again or stand alone. */
export async function wrongOnPaper(page: Page): Promise<string[]> {
  return page.evaluate(() => {
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
    for (const part of shown('main table, main tbody > tr:first-child'))
      if (getComputedStyle(part).breakBefore !== 'avoid') {
        found.push('the head of a table may stand alone at the foot of a sheet');
        break;
      }
    for (const head of shown('main section > div:has(> div > h2):first-child'))
      if (getComputedStyle(head).breakInside !== 'avoid') {
        found.push('a title may stand alone at the foot of a sheet');
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
}
