// Journeys by keyboard alone: every stop on the way is seen, and nothing that sticks to the window covers it.
import type { Locator, Page } from '@playwright/test';
import { z } from 'zod';
import { filesOf, firstDay } from '../../data/small-district';
import { unseenStop } from '../../checks/focus';
import { expect, test } from '../../fixtures';
import { APPLIED, dayOfRollover, holdAfterFirstDay } from '../../review';

/** More than any page has before what a journey is about. */
const FARTHEST = 120;

test.setTimeout(480_000);

/** Goes on with Tab to the target, and tells which stops on the way cannot be seen. */
async function tabTo(page: Page, target: Locator): Promise<string[]> {
  const problems: string[] = [];
  await target.first().waitFor();
  for (let presses = 0; presses < FARTHEST; presses += 1) {
    const problem = await unseenStop(page);
    if (problem) problems.push(problem);
    if (await target.first().evaluate((element) => element === document.activeElement))
      return problems;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not lead there');
}

test('keyboard: signing in with the mailed code', async ({ page, makePerson, mailbox }) => {
  const { email } = await makePerson('ADMIN');
  await page.goto('/sign-in');
  const problems = await tabTo(page, page.getByLabel('Email address'));
  await page.keyboard.type(email);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/sign-in\/code/);
  const code = await mailbox.nextCode(email);
  problems.push(...(await tabTo(page, page.getByRole('textbox', { name: 'Code' }))));
  await page.keyboard.type(code);
  problems.push(...(await tabTo(page, page.getByRole('button', { name: 'Sign in', exact: true }))));
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/overview/);
  expect(problems).toEqual([]);
});

test('keyboard: a held review is opened and approved', async ({ page, signInAs, makeDistrict }) => {
  const district = await makeDistrict();
  await signInAs('IMPLEMENTATION');
  const held = await holdAfterFirstDay(district, dayOfRollover);
  await page.goto('/reviews');
  await page.waitForLoadState('networkidle');
  const problems = await tabTo(page, page.getByRole('link', { name: district.name }));
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`/reviews/${held.reviewId}$`));
  await page.waitForLoadState('networkidle');
  problems.push(...(await tabTo(page, page.getByRole('button', { name: 'Approve…' }))));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog').filter({ visible: true });
  await expect(dialog).toBeVisible();
  problems.push(...(await tabTo(page, dialog.getByLabel('Reason'))));
  await page.keyboard.type('It was planned');
  problems.push(...(await tabTo(page, dialog.getByLabel('Why this is right'))));
  await page.keyboard.type('New year.');
  const typed = dialog.getByLabel(/^Type [\d,]+ to go on$/);
  if ((await typed.count()) > 0) {
    problems.push(...(await tabTo(page, typed)));
    const label = await dialog.getByText(/^Type [\d,]+ to go on$/).innerText();
    await page.keyboard.type(/[\d,]+/.exec(label)?.[0] ?? '');
  }
  problems.push(...(await tabTo(page, dialog.getByRole('button', { name: /^Approve/ }))));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Applied', exact: true })).toBeVisible(APPLIED);
  expect(problems).toEqual([]);
});

test('keyboard: a list is filtered', async ({ page, signInAs, makeDistrict }) => {
  const district = await makeDistrict();
  await makeDistrict();
  await signInAs('ADMIN');
  await page.goto('/districts');
  await page.waitForLoadState('networkidle');
  const problems = await tabTo(page, page.getByRole('main').getByRole('searchbox'));
  await page.keyboard.type(district.name);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/q=/);
  await expect(page.getByRole('main').getByRole('row')).toHaveCount(2);
  problems.push(...(await tabTo(page, page.getByRole('link', { name: district.name }))));
  expect(problems).toEqual([]);
});

test('keyboard: the search leads to a district', async ({ page, signInAs, makeDistrict }) => {
  const district = await makeDistrict();
  await signInAs('ADMIN');
  await page.goto('/overview');
  await page.waitForLoadState('networkidle');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: /^Search/ })).toBeFocused();
  const problem = await unseenStop(page);
  await page.keyboard.type(district.name);
  await expect(page.getByRole('option').filter({ hasText: district.name }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`/districts/${district.slug}`));
  expect(problem).toBeNull();
});

test('keyboard: a district answers a question', async ({
  page,
  signInAs,
  makeDistrict,
  connector,
}) => {
  const district = await makeDistrict();
  await signInAs('DISTRICT_CONTACT', { tenants: [district] });
  await district.approve(await district.send(filesOf(firstDay)));
  const { reviewId } = await district.send(filesOf(dayOfRollover));
  const review = z
    .object({ version: z.number(), fingerprint: z.string() })
    .parse(await connector('review', 'show', String(reviewId)));
  const which = ['--version', String(review.version), '--fingerprint', review.fingerprint];
  const asked = await connector('review', 'ask', String(reviewId), ...which);
  await page.goto(z.object({ url: z.string() }).parse(asked).url);
  await page.waitForLoadState('networkidle');
  const yes = page.getByRole('button', { name: /^Yes/ });
  const problems = await tabTo(page, yes);
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Thank you\. Your answer is/)).toBeVisible();
  expect(problems).toEqual([]);
});
