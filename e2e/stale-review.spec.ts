// A review is a decision about exactly what was looked at: newer files make it another one.
import type { Locator, Page } from '@playwright/test';
import { dayAfter, dayOfLostSchool, filesOf, firstDay } from './data/small-district';
import type { District, Run } from './district';
import { expect, test } from './fixtures';
import { APPLIED } from './review';

test('approving what newer files have replaced is refused, and nothing is lost', async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  await signInAs('IMPLEMENTATION');
  const held = await holdLostSchool(district);
  const students = await studentCount(page, district);

  await page.goto(`/reviews/${held.reviewId}`);
  await expect(page.getByText('version 1')).not.toHaveCount(0);
  const dialog = await openDialog(page);
  await dialog.getByLabel('Why this is right').fill('The school closed in June.');
  await typeTheNumber(dialog);

  const newer = await district.send(filesOf(dayAfter));
  expect(newer.status).toBe('HELD');
  expect(newer.reviewId).toBe(held.reviewId);
  const banner = page.getByRole('alert').filter({ hasText: 'This review is out of date' });
  await expect(banner).toBeVisible(APPLIED);
  await expect(dialog).toBeHidden();

  await expect(banner).toContainText(/New files came at \d+:\d\d [AP]M/);
  // It says so at the top and at the bottom, and offers no other way to decide what is out of date.
  await expect(page.getByText(/Out of date$/)).toBeVisible();
  await expect(page.getByText(/Under review$/)).toHaveCount(0);
  const bar = page.getByRole('region', { name: 'Decision' });
  await expect(bar).toContainText('Version 1 of run');
  await expect(bar).toContainText('is out of date, so it can no longer be decided.');
  await expect(bar.getByRole('link')).toHaveCount(0);

  // What was typed is there to be copied, and the way to send it is closed.
  await openDialog(page);
  await expect(dialog).toContainText('can no longer be decided');
  await expect(dialog.getByLabel('Why this is right')).toHaveValue('The school closed in June.');
  await expect(dialog.getByRole('button', { name: /^Approve [\d,]+ changes$/ })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(await district.statusOf(held)).toBe('SUPERSEDED');
  expect(await district.statusOf(newer)).toBe('HELD');

  await page.getByRole('link', { name: 'Open the current review' }).click();
  await expect(page.getByRole('heading', { name: 'This review is out of date' })).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Decision' })).toContainText('Version 2');

  // The version that was looked at can still be read, and says that it is not the newest.
  await page.goto(`/reviews/${held.reviewId}?version=1`);
  await expect(page.getByRole('heading', { name: 'This review is out of date' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve…' })).toHaveCount(0);
  expect(await studentCount(page, district)).toBe(students);
});

test('of two people who decide, the second is told', async ({
  page,
  newPage,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  const other = await newPage();
  await signInAs('IMPLEMENTATION');
  await signInAs('IMPLEMENTATION', { page: other });
  const held = await holdLostSchool(district);
  // The second one's page hears nothing of the first one's decision.
  await other.route(/\/(live|pulse)(\?|$)/, (route) => route.abort());
  for (const each of [page, other]) await each.goto(`/reviews/${held.reviewId}`);
  const late = await openDialog(other);
  await late.getByLabel('Reason').selectOption('The district confirmed it');
  await late.getByLabel('Why this is right').fill('Looks fine.');
  await typeTheNumber(late);

  await page.getByRole('button', { name: 'Reject…' }).click();
  const reject = page.getByRole('dialog', { name: /^Reject/ });
  await reject.getByRole('button', { name: /^Reject [\d,]+ changes$/ }).click();
  await expect(reject.getByRole('alert')).toContainText('Choose a reason.');
  await reject.getByLabel('Reason').selectOption('A school is missing');
  await reject.getByRole('button', { name: /^Reject [\d,]+ changes$/ }).click();
  await expect(reject.getByRole('alert')).toContainText('Give a reason in one sentence.');
  await reject.getByLabel('What the district needs to do').fill('The school is open.');
  await reject.getByRole('button', { name: /^Reject [\d,]+ changes$/ }).click();
  await expect(page.getByRole('heading', { name: 'Rejected', exact: true })).toBeVisible();

  await late.getByRole('button', { name: /^Approve [\d,]+ changes$/ }).click();
  await expect(late.getByRole('alert')).toContainText('Someone decided this review already');
  expect(await district.statusOf(held)).toBe('REJECTED');
});

/** A district with a live roster whose next files lack a school. */
async function holdLostSchool(district: District): Promise<Run> {
  const applied = await district.approve(await district.send(filesOf(firstDay)));
  expect(applied.status).toBe('APPLIED');
  const held = await district.send(filesOf(dayOfLostSchool));
  expect(held.status).toBe('HELD');
  return held;
}

async function openDialog(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Approve…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Approve/ });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Above a limit a person types how many records would go. */
async function typeTheNumber(dialog: Locator): Promise<void> {
  const field = dialog.getByLabel(/^Type [\d,]+ to go on$/);
  const label = await dialog.getByText(/^Type [\d,]+ to go on$/).innerText();
  await field.fill(/[\d,]+/.exec(label)?.[0] ?? '');
}

async function studentCount(page: Page, district: District): Promise<string> {
  await page.goto(`/districts/${district.slug}/roster`);
  return page.getByRole('link', { name: /^[\d,]+ Students$/ }).innerText();
}
