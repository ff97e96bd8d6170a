// Less than the whole: a part with what it needs, and everything but removals.
import { expect, test } from './fixtures';
import {
  APPLIED,
  dayOfRollover,
  fillApproval,
  holdAfterFirstDay,
  openDialog,
  openMore,
  row,
  studentCount,
} from './review';
import { dayOfLostSchool } from './data/small-district';

test('a part is counted with what it needs before it is approved, and the rest is left', async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  await signInAs('IMPLEMENTATION');
  const held = await holdAfterFirstDay(district, dayOfRollover);

  await page.goto(`/reviews/${held.reviewId}`);
  await openMore(page);
  await page.getByRole('link', { name: 'Approve a part…' }).click();
  await page.getByLabel(/^Student enrollments/).check();
  await page.getByLabel('+ Added').check();
  await page.getByRole('button', { name: 'Preview this part' }).click();
  const effect = page.getByRole('region', { name: 'What this part would change' });
  await expect(effect).toContainText('included because others depend on them');
  await expect(row(page, 'Effect of the part', 'Classes added')).toBeVisible();
  // What it comes to stands in the address: somebody else can look at the same part.
  await page.reload();
  await expect(effect).toContainText('included because');

  const dialog = await openDialog(page, 'Approve this part…');
  await expect(dialog.getByLabel('Let similar updates pass for 3 days')).toHaveCount(0);
  await fillApproval(dialog, 'Planned change: new term, promotion, graduation', 'Classes first.');
  await dialog.getByRole('button', { name: /^Approve [\d,]+ changes$/ }).click();
  await expect(page.getByRole('heading', { name: 'Applied', exact: true })).toBeVisible(APPLIED);
  await expect(page.getByText('Part of it; the rest was left out.')).toBeVisible();
  // What a part comes to is no measure for what may follow.
  await expect(page.getByRole('button', { name: /similar updates/ })).toHaveCount(0);
});

test('additions and changes are applied while removals are held', async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  await signInAs('IMPLEMENTATION');
  const held = await holdAfterFirstDay(district, dayOfLostSchool);
  const before = Number((await studentCount(page, district)).replace(/\D/g, ''));

  await page.goto(`/reviews/${held.reviewId}`);
  await openMore(page);
  await page.getByRole('link', { name: 'Hold removals…' }).click();
  const effect = page.getByRole('region', { name: 'Additions and changes, removals held' });
  await expect(effect).toContainText('would be applied');
  await expect(row(page, 'Effect of the part', 'Students removed')).toHaveCount(0);
  const dialog = await openDialog(page, 'Approve this part…');
  await expect(dialog).toContainText('Nothing will be removed.');
  await fillApproval(dialog, 'Another reason', 'New students must not wait.');
  await dialog.getByRole('button', { name: /^Approve [\d,]+ changes$/ }).click();
  await expect(page.getByRole('heading', { name: 'Applied', exact: true })).toBeVisible(APPLIED);
  await expect(page.getByText('removals were held back')).toBeVisible();
  const after = Number((await studentCount(page, district)).replace(/\D/g, ''));
  expect(after).toBeGreaterThanOrEqual(before);
});
