// What keeps somebody out of a page, by axe: every rule of every level, and what it holds to be good practice.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** The rows of a table are alike: a page of fifty takes as long as ten pages. */
const LATER_ROWS = 'tbody tr:nth-child(n + 11)';

/** Of a page that was looked at already, what another color scheme can change. */
export const COLORS = ['color-contrast', 'link-in-text-block'];
/** What another width can change. */
export const PLACES = ['target-size', 'scrollable-region-focusable'];

/** One line for each rule that is broken; all rules, or those named. */
export async function barriers(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Half under a bar that sticks to the window, a target would be taken for half a target.
  await page.evaluate(() => window.scrollTo(0, 0));
  const builder = new AxeBuilder({ page })
    // Without a second page to gather the results of frames, which takes as long as the check.
    .setLegacyMode()
    .exclude(LATER_ROWS);
  builder.options({
    // To name every element that is as it should be takes a fifth of the time.
    resultTypes: ['violations'],
    // Off unless asked for, as not everybody means to keep to WCAG 2.2.
    rules: rules ? {} : { 'target-size': { enabled: true } },
  });
  if (rules) builder.withRules([...rules]);
  const { violations } = await builder.analyze();
  return violations.map(
    ({ id, impact, nodes }) =>
      `${impact} ${id}, ${nodes.length} times, first ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary ?? ''}`,
  );
}
