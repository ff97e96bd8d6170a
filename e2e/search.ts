import { expect, type Page } from '@playwright/test';

/**
 * Ctrl-K, pressed again where the page had not woken up yet. What is typed next goes into the search, whether that is loaded
 * or not.
 */
export async function openSearch(page: Page): Promise<void> {
  const field = page.locator(
    'input[aria-label^="Search"]:focus, input[role="combobox"]:focus, [role="alertdialog"] input:focus',
  );
  await expect(async () => {
    await page.keyboard.press('Control+k');
    await expect(field).toBeAttached({ timeout: 500 });
  }).toPass();
}
