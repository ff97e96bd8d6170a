// Reviews as the journeys handle them.
import type { Locator, Page } from '@playwright/test';
import { nextDay, type Day } from '@/lib/synthetic/district';
import { filesOf, firstDay } from './data/small-district';
import type { District, Run } from './district';
import { expect } from './fixtures';

/** For what waits for the worker and the page's own refresh. */
export const APPLIED = { timeout: 90_000 };

/** A new school year: everyone a grade up, seniors leave, all classes are other ones. */
export const dayOfRollover: Day = nextDay(firstDay, 'promotion');

/** A district with the first day in force, whose next files are held. */
export async function holdAfterFirstDay(district: District, day: Day): Promise<Run> {
  const applied = await district.approve(await district.send(filesOf(firstDay)));
  expect(applied.status).toBe('APPLIED');
  const held = await district.send(filesOf(day));
  expect(held.status).toBe('HELD');
  return held;
}

export async function openDialog(page: Page, trigger: string): Promise<Locator> {
  await page.getByRole('button', { name: trigger }).click();
  const dialog = page.getByRole('dialog').filter({ visible: true });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** What the decision bar holds besides approving, rejecting and asking. */
export async function openMore(page: Page): Promise<void> {
  const bar = page.getByRole('region', { name: 'Decision' });
  await bar.getByRole('button', { name: 'More' }).click();
}

/** Fills what an approval asks for: a reason, why, and the number where records go in large numbers. */
export async function fillApproval(dialog: Locator, reason: string, why: string): Promise<void> {
  await dialog.getByLabel('Reason').selectOption(reason);
  await dialog.getByLabel('Why this is right').fill(why);
  const typed = dialog.getByLabel(/^Type [\d,]+ to go on$/);
  if ((await typed.count()) === 0) return;
  const label = await dialog.getByText(/^Type [\d,]+ to go on$/).innerText();
  await typed.fill(/[\d,]+/.exec(label)?.[0] ?? '');
}

export async function studentCount(page: Page, district: District): Promise<string> {
  await page.goto(`/districts/${district.slug}/roster`);
  return page.getByRole('link', { name: /^[\d,]+ Students$/ }).innerText();
}

/** A row of the table with that caption. */
export function row(page: Page, caption: string, text: string): Locator {
  return page
    .getByRole('table', { name: caption })
    .getByRole('row')
    .filter({ hasText: text })
    .first();
}
